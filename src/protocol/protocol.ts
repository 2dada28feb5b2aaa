/** What a protocol does for the client. Connect and gRPC-Web fulfil it in two folders that look alike. */
import type { MethodInfo } from "../core/method.ts";
import type { RequestContext } from "../core/request-context.ts";
import type { Codec } from "../wire/codec.ts";
import type { Compression } from "../wire/compression.ts";
import type { MessageReader } from "./message-reader.ts";

/** Options whose defaults live next to their use, so that bundles without the feature carry no code for it. */
export interface ProtocolOptions {
  /**
   * Sends unary Connect calls of methods that are declared NO_SIDE_EFFECTS as HTTP GET, so that browsers and proxies
   * can cache them; without headers of its own such a call needs no preflight. Default: false.
   */
  useGet?: boolean;
  /** A GET whose URL would be longer goes as POST. In bytes, default 8192. */
  getMaxUrlBytes?: number;
  /**
   * "collect" sends the messages of a client or bidirectional stream as one body, in any browser. "auto" sends each as it
   * is made where the engine can: Chromium does over HTTP/2 (to an https server that speaks it), with a preflight for
   * every call. Default: "collect"; "auto" in memory, where the `fetch` is a handler of `farcall/server`.
   */
  requestStreaming?: "collect" | "auto";
}

/** How a transport wants its calls to be sent and read, as far as every protocol looks at it. */
export interface CallConfig extends ProtocolOptions {
  readonly baseUrl: string;
  readonly codec: Codec;
  readonly acceptCompression?: readonly Compression[] | undefined;
  readonly sendCompression?: Compression | null;
  /** In bytes, default 1024. */
  readonly compressMinBytes?: number;
  readonly readMaxBytes: number;
}

/** The same, with what is worked out for those protocols that look at it. */
export interface ProtocolConfig extends CallConfig {
  /** In the order of preference; empty: take messages uncompressed only. */
  readonly acceptCompression: readonly Compression[];
  /** The browser hides response headers that the server does not expose: errors then say so. */
  readonly crossOrigin: boolean;
}

/** What a protocol reads of a response beside its body, whether fetch or XMLHttpRequest brought it. */
export interface HttpHead {
  readonly status: number;
  readonly headers: Headers;
}

/** The parts of a fetch that a protocol decides. */
export interface WireRequest {
  /** Names in lower case; values of one name are joined with ", ". */
  readonly headers: Readonly<Record<string, string>>;
  /** Unset for a GET, whose message is in the URL. */
  readonly body?: BodyInit;
  /** What fetch has to be told of a body that is still being made. */
  readonly duplex?: "half";
  /** The URL of a GET; unset for the method's own. */
  readonly url?: string;
}

/** Encodes a request: its message or, where it may have any number of them, its messages. */
export type EncodeRequest<Q, I, O> = (request: Q, ctx: RequestContext<I, O>) => Promise<WireRequest>;

/** The messages of a request. */
export type Messages<I> = AsyncIterable<I> | Iterable<I>;

/**
 * The unary half of a protocol, bound to a method: whatever is the same for each of its calls is worked out once.
 */
export interface UnaryProtocol<I, O> {
  readonly encodeRequest: EncodeRequest<I, I, O>;
  /** Reads a response of one message. */
  readonly readResponse: (response: Response, ctx: RequestContext<I, O>) => Promise<O>;
}

/** The streaming half of a protocol, bound to a method. */
export interface StreamProtocol<I, O> {
  readonly encodeRequest: EncodeRequest<Messages<I>, I, O>;
  /** Checks the head of a response; the caller pushes the body into the reader. */
  readonly readResponse: (response: Response, ctx: RequestContext<I, O>) => Promise<MessageReader<O>>;
}

export type BindUnary = <I, O>(method: MethodInfo<I, O>, config: CallConfig) => UnaryProtocol<I, O>;
export type BindStream = <I, O>(method: MethodInfo<I, O>, config: ProtocolConfig) => StreamProtocol<I, O>;
