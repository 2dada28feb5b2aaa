/** What a hook can be told beside what its query can, and what it cannot. */

/** The options of a query, and those that TanStack has for React alone. */
export type HookOptions<T> = T & {
  /** False stops the component from following the query, and from fetching for it: for a screen that is not in sight. */
  subscribed?: boolean;
};

/** A hook that suspends always fetches, has no data but the server's, and leaves its errors to its boundary. */
export type SuspenseOptions<T> = Omit<T, "enabled" | "throwOnError" | "placeholderData">;
