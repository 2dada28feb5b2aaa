/** The options that hooks add to those of their query, and the options that suspending hooks exclude. */

/** The options of a query, plus those that TanStack has only in React. */
export type HookOptions<T> = T & {
  /** False stops the component from observing the query and from fetching for it, as for a hidden screen. */
  subscribed?: boolean;
};

/** A suspending hook always fetches, has only data from the server, and throws its errors to its boundary. */
export type SuspenseOptions<T> = Omit<T, "enabled" | "throwOnError" | "placeholderData">;
