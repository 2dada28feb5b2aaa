/** The configuration of a server, synchronous or not. */
import { detached } from "../codec/detached.ts";
import { protoBinary } from "../codec/proto-binary.ts";
import { protoJson } from "../codec/proto-json.ts";
import { gzip } from "../compression/gzip.ts";
import { checkFunction, checkList, hasMethods, positiveNumber } from "../core/invalid-option.ts";
import type { RequestContext } from "../core/request-context.ts";
import type { Codec } from "../wire/codec.ts";
import type { Compression } from "../wire/compression.ts";
import { resolveReadMaxBytes } from "../wire/message-limit.ts";

export interface ServerOptions {
  /**
   * Largest request message, in bytes after decompression; a larger one fails with resource_exhausted. Default: 4 MiB,
   * as in gRPC. At most 2 GiB, the limit of protobuf itself.
   */
  readMaxBytes?: number;
  /**
   * The longest that a call may take, including streams, in milliseconds. Calls with a longer timeout, or none, fail
   * with deadline_exceeded after this time. 0 and Infinity mean no limit. Default: none, because a stream may live as
   * long as it has a reader.
   */
  maxTimeoutMs?: number;
  /** Default: gzip. Empty: nothing is compressed, and compressed requests are rejected. */
  compressions?: readonly Compression[];
  /** Smaller messages are sent uncompressed. In bytes, default 1024. */
  compressMinBytes?: number;
  /** Default: protobuf, binary and JSON. */
  codecs?: readonly Codec[];
  /** The path before the service name: "/api". Default: none. */
  basePath?: string;
  /**
   * Called with server-side faults, which clients see only as internal: a non-ConnectError thrown by an implementation,
   * a response that cannot be encoded, a header that HTTP cannot carry. Default: logs to the console.
   */
  onError?: (error: unknown, ctx: RequestContext) => void;
}

const defaultReadMaxBytes = 4 * 1024 * 1024;

/** The limits of a request, for code that reads requests on a server's behalf. */
export interface RequestLimits {
  /** Largest message, in bytes after decompression. */
  readonly readMaxBytes: number;
  /** Longest duration of a call, in milliseconds; Infinity for no limit. */
  readonly maxTimeoutMs: number;
}

/** The options with defaults applied. */
export interface ServerConfig<C extends Compression = Compression> extends RequestLimits {
  readonly codecs: readonly Codec[];
  readonly compressions: readonly C[];
  readonly compressMinBytes: number;
  /** Calls `onError`, which may safely throw or reject. */
  readonly report: (error: unknown, ctx: RequestContext) => void;
}

export function serverConfig<C extends Compression>(
  options: ServerOptions,
  prepare: (compression: Compression) => C,
): ServerConfig<C> {
  const {
    codecs = [protoBinary(), protoJson()],
    compressions = [gzip()],
    readMaxBytes = defaultReadMaxBytes,
    maxTimeoutMs,
    compressMinBytes,
    onError = (error) => console.error(error),
  } = options;
  checkFunction("onError", onError);
  checkList("codecs", codecs, "protoBinary(), protoJson(), or a custom codec", (codec) =>
    hasMethods(codec, "encode", "decode"),
  );
  checkList("compressions", compressions, "gzip() or another compression", (compression) =>
    hasMethods(compression, "compress", "decompress"),
  );
  return {
    codecs: codecs.map(detached),
    compressions: compressions.map(prepare),
    compressMinBytes: positiveNumber("compressMinBytes", compressMinBytes) ?? 1024,
    readMaxBytes: resolveReadMaxBytes(positiveNumber("readMaxBytes", readMaxBytes)),
    maxTimeoutMs: positiveNumber("maxTimeoutMs", maxTimeoutMs) || Infinity,
    report(error, ctx) {
      const telling = async () => onError(error, ctx);
      telling()
        .catch((failure) => console.error(failure, error)) // a failing logger must not fail the call
        .catch(() => {}); // nor must an error that cannot be printed
    },
  };
}
