/** What a caller can say about one synchronous call. */
import type { CallOptions } from "../call-options.ts";

/** Those of an asynchronous call, without what would need another thread to act: there is no cancellation. */
export type SyncCallOptions = Omit<CallOptions, "signal" | "fetchOptions" | "duplex">;
