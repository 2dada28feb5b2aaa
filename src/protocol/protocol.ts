/** What a protocol does for the client. Connect and gRPC-Web fulfil it in two folders that look alike. */
import type { MethodInfo } from "../core/method.ts";
import type { ProtocolType } from "../core/protocol-type.ts";
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

/** A protocol: `connect()` or `grpcWeb()`. */
export interface Protocol {
  readonly type: ProtocolType;
  /** Prepares a method: whatever is the same for each of its calls is worked out here, once. */
  bind<I, O>(method: MethodInfo<I, O>, config: ProtocolConfig): MethodProtocol<I, O>;
}

/** A method, spoken in a protocol. */
export interface MethodProtocol<I, O> {
  /** Encodes a request of one message. */
  encodeRequest(message: I, ctx: RequestContext<I, O>): Promise<WireRequest>;
  /** Reads a response of one message. */
  readUnary(response: Response, ctx: RequestContext<I, O>): Promise<O>;
  /** Checks the head of a streaming response; the caller pushes the body into the reader. */
  readStream(response: Response, ctx: RequestContext<I, O>): MessageReader<O>;
}
