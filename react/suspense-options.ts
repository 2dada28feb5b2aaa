/** What a hook that suspends cannot be told. */

/** It always fetches, has no data but that of the server, and its errors belong to its boundary. */
export type SuspenseOptions<T> = Omit<T, "enabled" | "throwOnError" | "placeholderData">;
