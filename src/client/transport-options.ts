/** Options of a transport. */
import type { Interceptor } from "../core/interceptor.ts";
import type { ProtocolOptions } from "../protocol/protocol.ts";
import type { Compression } from "../wire/compression.ts";
import type { FetchOptions } from "./call-options.ts";
import type { FetchLike } from "./fetch-like.ts";

/** Options that every transport has. */
export interface CommonTransportOptions extends ProtocolOptions {
  /**
   * Where the server is: "https://api.example.com", with a path prefix if it has one; "" or "/" for the page's origin.
   */
  baseUrl: string;
  /**
   * Compressions that responses may use, best first. Applies to streams and all of gRPC-Web. For unary Connect
   * responses, the browser offers gzip, deflate and br (some also zstd), and decodes them itself.
   *
   * A cross-origin server must allow the header Connect-Accept-Encoding or Grpc-Accept-Encoding, and expose
   * Connect-Content-Encoding or Grpc-Encoding.
   */
  acceptCompression?: readonly Compression[];
  /**
   * Compresses requests; null for none. A cross-origin server must allow the header Content-Encoding,
   * Connect-Content-Encoding or Grpc-Encoding.
   */
  sendCompression?: Compression | null;
  /** Smaller messages are sent uncompressed. In bytes, default 1024; 0 compresses everything. */
  compressMinBytes?: number;
  /** Milliseconds until a call fails with deadline_exceeded. Default: none. */
  timeoutMs?: number;
  /**
   * Largest message to read, in bytes after decompression; a larger one fails with resource_exhausted. Default: 2 GiB,
   * the limit of protobuf itself.
   */
  readMaxBytes?: number;
  /** Run around every call, the first outermost. */
  interceptors?: readonly Interceptor[];
  /** Replaces the global fetch; a handler from `farcall/server` works too. */
  fetch?: FetchLike;
  /**
   * Options for every fetch: credentials, cache, ... Redirects are not followed and fail the call, unless `redirect` is
   * set.
   */
  fetchOptions?: FetchOptions;
}
