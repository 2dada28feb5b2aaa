/**
 * What a server that handles CORS by itself has to allow and expose, so that every feature of the clients works from any
 * origin. Handlers of this package need no lists: see their option `cors`.
 *
 * @see https://connectrpc.com/docs/cors
 */

/** For `Access-Control-Allow-Methods`: GET is for calls with `useGet`. */
export const corsAllowedMethods: readonly string[] = ["GET", "POST"];

/**
 * For `Access-Control-Allow-Headers`: both protocols, with compression and timeouts, and the interceptors `bearerAuth` and
 * `tracing`. Add the names of headers that your application sets.
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
 * For `Access-Control-Expose-Headers`: both protocols, and the delay that `retry` respects. Add the names of headers that
 * your application reads, and `Trailer-<name>` for the trailers of unary Connect calls.
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
