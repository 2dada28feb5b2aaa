/** What a protocol does for the client. Connect and gRPC-Web fulfil it in two folders that look alike. */
import type { MethodInfo } from "../core/method.ts";
import type { RequestContext } from "../core/request-context.ts";
import type { Codec } from "../wire/codec.ts";
import type { Compression } from "../wire/compression.ts";
import type { MessageReader } from "./message-reader.ts";

/** How a transport wants its calls to be sent and read. */
export interface ProtocolConfig {
  readonly codec: Codec;
  /** In the order of preference; empty: take messages uncompressed only. */
  readonly acceptCompression: readonly Compression[];
  readonly sendCompression: Compression | null;
  readonly compressMinBytes: number;
  readonly readMaxBytes: number;
  /** The browser hides response headers that the server does not expose: errors then say so. */
  readonly crossOrigin: boolean;
}

/** The parts of a fetch that a protocol decides. */
export interface WireRequest {
  readonly headers: HeadersInit;
  readonly body: Uint8Array;
}

/** Encodes a request of one message. */
export type EncodeRequest<I, O> = (message: I, ctx: RequestContext<I, O>) => Promise<WireRequest>;

/**
 * The unary half of a protocol, bound to a method: whatever is the same for each of its calls is worked out once.
 */
export interface UnaryProtocol<I, O> {
  readonly encodeRequest: EncodeRequest<I, O>;
  /** Reads a response of one message. */
  readonly readResponse: (response: Response, ctx: RequestContext<I, O>) => Promise<O>;
}

/** The streaming half of a protocol, bound to a method. */
export interface StreamProtocol<I, O> {
  readonly encodeRequest: EncodeRequest<I, O>;
  /** Checks the head of a response; the caller pushes the body into the reader. */
  readonly readResponse: (response: Response, ctx: RequestContext<I, O>) => MessageReader<O>;
}

export type BindUnary = <I, O>(method: MethodInfo<I, O>, config: ProtocolConfig) => UnaryProtocol<I, O>;
export type BindStream = <I, O>(method: MethodInfo<I, O>, config: ProtocolConfig) => StreamProtocol<I, O>;
