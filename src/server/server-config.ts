/** What a server is configured with, whether it answers at once or with a promise. */
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
   * Largest request message, in bytes and decompressed; a larger one is resource_exhausted. Default: 4 MiB, as gRPC has
   * it. At most 2 GiB, the limit of protobuf itself.
   */
  readMaxBytes?: number;
  /**
   * The longest that a call may take, in milliseconds, streams included: a client that asks for more time, or sets no
   * timeout, gets this much, and then deadline_exceeded. 0 and Infinity mean no limit. Default: none, because a stream lives
   * as long as somebody reads it.
   */
  maxTimeoutMs?: number;
  /** Default: gzip. Empty: nothing is compressed, and compressed requests are refused. */
  compressions?: readonly Compression[];
  /** Smaller messages are sent uncompressed. In bytes, default 1024. */
  compressMinBytes?: number;
  /** Default: protobuf, binary and JSON. */
  codecs?: readonly Codec[];
  /** The path in front of the service's name: "/api". Default: none. */
  basePath?: string;
  /**
   * Told of what is wrong on this side, of which the client learns only that it was internal: what an implementation
   * threw that is no ConnectError, an answer that cannot be encoded, a header that HTTP cannot carry. Default: the
   * console.
   */
  onError?: (error: unknown, ctx: RequestContext) => void;
}

/** What a server takes where its options say nothing. */
const defaultReadMaxBytes = 4 * 1024 * 1024;

/** What a request may cost, for whoever reads requests on a server's behalf. */
export interface RequestLimits {
  /** Largest message, in bytes and decompressed. */
  readonly readMaxBytes: number;
  /** Longest time of a call, in milliseconds; Infinity for no limit. */
  readonly maxTimeoutMs: number;
}

/** The options with their defaults. */
export interface ServerConfig<C extends Compression = Compression> extends RequestLimits {
  readonly codecs: readonly Codec[];
  readonly compressions: readonly C[];
  readonly compressMinBytes: number;
  /** `onError`, which may throw or reject without harm. */
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
  checkList("codecs", codecs, "protoBinary(), protoJson() or a codec of your own", (codec) =>
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
        .catch((failure) => console.error(failure, error)) // a log that is down takes no call down
        .catch(() => {}); // nor does an error that cannot be printed
    },
  };
}
