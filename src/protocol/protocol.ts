/** What a protocol does for the client. Connect and gRPC-Web implement it in two folders with the same structure. */
import type { MethodInfo } from "../core/method.ts";
import type { RequestContext } from "../core/request-context.ts";
import type { Codec } from "../wire/codec.ts";
import type { Compression } from "../wire/compression.ts";
import type { MessageReader } from "./message-reader.ts";

/** Options whose defaults live next to their use, so that bundles without the feature carry no code for it. */
export interface ProtocolOptions {
  /**
   * Sends unary Connect calls to methods declared NO_SIDE_EFFECTS as HTTP GET, so that browsers and proxies can cache
   * them; without custom headers, they need no preflight. Default: false.
   */
  useGet?: boolean;
  /** A GET whose URL would be longer is sent as a POST. In bytes, default 8192. */
  getMaxUrlBytes?: number;
  /**
   * "collect" sends the messages of a client or bidirectional stream as one body, in any browser. "auto" sends each as
   * it is produced, if the engine can: Chromium can over HTTP/2 (to an https server that supports it), with a preflight
   * for every call. Default: "collect"; "auto" in memory, where the `fetch` is a handler of `farcall/server`.
   */
  requestStreaming?: "collect" | "auto";
}

/** The parts of a transport's configuration that every protocol uses. */
export interface CallConfig extends ProtocolOptions {
  readonly baseUrl: string;
  readonly codec: Codec;
  readonly acceptCompression?: readonly Compression[] | undefined;
  readonly sendCompression?: Compression | null;
  /** In bytes, default 1024. */
  readonly compressMinBytes?: number;
  readonly readMaxBytes: number;
}

/** A call configuration with derived values, for the protocols that use them. */
export interface ProtocolConfig extends CallConfig {
  /** In order of preference. If empty, messages must be uncompressed. */
  readonly acceptCompression: readonly Compression[];
  /** True if the browser hides response headers that the server does not expose, which errors then mention. */
  readonly crossOrigin: boolean;
}

/** The parts of a response other than its body, from fetch or XMLHttpRequest. */
export interface HttpHead {
  readonly status: number;
  readonly headers: Headers;
}

/** The parts of a fetch that a protocol sets. */
export interface WireRequest {
  /** Names are in lower case; multiple values are joined with ", ". */
  readonly headers: Readonly<Record<string, string>>;
  /** Unset for a GET, whose message is in the URL. */
  readonly body?: BodyInit;
  /** Required by fetch for a streamed body. */
  readonly duplex?: "half";
  /** The URL of a GET; if unset, the method's URL. */
  readonly url?: string;
}

/** Encodes a request: its message, or its messages if there may be any number of them. */
export type EncodeRequest<Q, I, O> = (request: Q, ctx: RequestContext<I, O>) => Promise<WireRequest>;

/** The messages of a request. */
export type Messages<I> = AsyncIterable<I> | Iterable<I>;

/** The unary half of a protocol, bound to a method: whatever its calls have in common is computed once. */
export interface UnaryProtocol<I, O> {
  readonly encodeRequest: EncodeRequest<I, I, O>;
  /** Reads a response with one message. */
  readonly readResponse: (response: Response, ctx: RequestContext<I, O>) => Promise<O>;
}

/** The streaming half of a protocol, bound to a method. */
export interface StreamProtocol<I, O> {
  readonly encodeRequest: EncodeRequest<Messages<I>, I, O>;
  /** Checks the status and headers of a response; the caller pushes the body into the reader. */
  readonly readResponse: (response: Response, ctx: RequestContext<I, O>) => Promise<MessageReader<O>>;
}

export type BindUnary = <I, O>(method: MethodInfo<I, O>, config: CallConfig) => UnaryProtocol<I, O>;
export type BindStream = <I, O>(method: MethodInfo<I, O>, config: ProtocolConfig) => StreamProtocol<I, O>;
