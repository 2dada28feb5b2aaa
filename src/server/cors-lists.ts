/**
 * Headers that a server with its own CORS layer must allow and expose, so that every client feature works across
 * origins. Handlers of this package need no lists: see their option `cors`.
 *
 * @see https://connectrpc.com/docs/cors
 */

/** Methods for `Access-Control-Allow-Methods`; GET is for calls with `useGet`. */
export const corsAllowedMethods: readonly string[] = ["GET", "POST"];

/**
 * Names for `Access-Control-Allow-Headers`, for both protocols with compression and timeouts, and for the interceptors
 * `bearerAuth` and `tracing`. Add the headers that your application sets.
 */
export const corsAllowedHeaders: readonly string[] = [
  "Content-Type",
  "Authorization",
  "Connect-Protocol-Version",
  "Connect-Timeout-Ms",
  "Connect-Accept-Encoding",
  "Connect-Content-Encoding",
  "Content-Encoding",
  "Grpc-Accept-Encoding",
  "Grpc-Encoding",
  "Grpc-Timeout",
  "X-Grpc-Web",
  "X-User-Agent",
  "Traceparent",
  "Tracestate",
];

/**
 * Names for `Access-Control-Expose-Headers`, for both protocols and the delay that `retry` respects. Add the headers
 * that your application reads, and `Trailer-<name>` for each trailer of unary Connect calls.
 */
export const corsExposedHeaders: readonly string[] = [
  "Connect-Content-Encoding",
  "Content-Encoding",
  "Grpc-Encoding",
  "Grpc-Message",
  "Grpc-Status",
  "Grpc-Status-Details-Bin",
  "Retry-After",
];
