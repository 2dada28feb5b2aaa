/** How a transport is told where and how to call. */
import type { Interceptor } from "../core/interceptor.ts";
import type { ProtocolOptions } from "../protocol/protocol.ts";
import type { Compression } from "../wire/compression.ts";
import type { FetchOptions } from "./call-options.ts";
import type { FetchLike } from "./fetch-like.ts";

/** What every transport can be told. */
export interface CommonTransportOptions extends ProtocolOptions {
  /**
   * Where the server is: "https://api.example.com", with a path prefix if it has one; "" or "/" for the page's origin.
   */
  baseUrl: string;
  /**
   * Compressions that responses may use, best first. Governs streams and all of gRPC-Web; what a Connect unary response
   * may use is up to the browser, which offers gzip, deflate and br (some zstd) and decodes them by itself.
   *
   * A cross-origin server has to allow the header Connect-Accept-Encoding or Grpc-Accept-Encoding, and to expose
   * Connect-Content-Encoding or Grpc-Encoding.
   */
  acceptCompression?: readonly Compression[];
  /**
   * Compresses requests; null for none. A cross-origin server has to allow the header Content-Encoding,
   * Connect-Content-Encoding or Grpc-Encoding.
   */
  sendCompression?: Compression | null;
  /** Smaller messages are sent uncompressed. In bytes, default 1024; 0 compresses everything. */
  compressMinBytes?: number;
  /** Milliseconds until a call fails with deadline_exceeded. Default: none. */
  timeoutMs?: number;
  /**
   * Largest message to read, in bytes and decompressed; a larger one fails with resource_exhausted. Default: 2 GiB, the
   * limit of protobuf itself.
   */
  readMaxBytes?: number;
  /** Run around every call, the first outermost. */
  interceptors?: readonly Interceptor[];
  /** Used instead of the global fetch; a handler of `farcall/server` will do. */
  fetch?: FetchLike;
  /**
   * Options for every fetch: credentials, cache, ... A redirect is not followed, and fails the call, unless
   * `redirect` says otherwise.
   */
  fetchOptions?: FetchOptions;
}
