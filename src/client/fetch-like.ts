/** The type of functions that can replace fetch. */

/**
 * Anything that can be called like fetch. The headers in `init` are a plain record of lower-case names, so that `{
 * ...init, headers: { ...init.headers, "x-key": key } }` adds one to any call.
 */
export interface FetchLike {
  (url: string, init: RequestInit): Promise<Response>;
  /**
   * True if responses can start before the request has ended: never in browsers, but in handlers of `farcall/server`.
   */
  readonly fullDuplex?: boolean;
}
