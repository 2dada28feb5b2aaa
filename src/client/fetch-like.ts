/** What stands in for fetch. */

/**
 * Anything that is called like fetch. The headers in `init` are a plain record of lower-case names, so that
 * `{ ...init, headers: { ...init.headers, "x-key": key } }` adds one to any call.
 */
export interface FetchLike {
  (url: string, init: RequestInit): Promise<Response>;
  /** True if it gives a response before the request has ended. No browser's own does; handlers of `farcall/server` do. */
  readonly fullDuplex?: boolean;
}
