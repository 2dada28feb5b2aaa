/** One HTTP request and its response, as a synchronous client and a synchronous server hand them to each other. */

/** A request, complete. */
export interface SyncRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  /** Unset where there is none, as in a GET. */
  readonly body?: Uint8Array | undefined;
  /** How long the answer may take, in milliseconds; unset for as long as it does. */
  readonly timeoutMs?: number | undefined;
}

/** A response, whose body may still be made while it is read. */
export interface SyncResponse {
  readonly status: number;
  readonly headers: Headers;
  /** To be read once, in pieces of any size. Leaving the loop early lets go of what is left. */
  readonly body: Iterable<Uint8Array>;
}

/** Sends a request and waits for its response. Throws what it likes when there is none: the call is unavailable. */
export type SyncSend = (request: SyncRequest) => SyncResponse;
