/** One HTTP request and its response, as exchanged by a synchronous client and a synchronous server. */

/** A complete request. */
export interface SyncRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  /** Unset if there is none, as in a GET. */
  readonly body?: Uint8Array | undefined;
  /** How long the response may take, in milliseconds; unset for no limit. */
  readonly timeoutMs?: number | undefined;
}

/** A response, whose body may be produced as it is read. */
export interface SyncResponse {
  readonly status: number;
  readonly headers: Headers;
  /** Can be read once, in pieces of any size. Leaving the loop early discards the rest. */
  readonly body: Iterable<Uint8Array>;
}

/** Sends a request and waits for its response. May throw anything if there is none: the call fails with unavailable. */
export type SyncSend = (request: SyncRequest) => SyncResponse;
