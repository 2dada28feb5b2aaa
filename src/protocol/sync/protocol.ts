/** What a protocol does for the synchronous client. Connect and gRPC-Web fulfil it in two folders that look alike. */
import type { MethodInfo } from "../../core/method.ts";
import type { RequestContext } from "../../core/request-context.ts";
import type { CompressionSync } from "../../wire/sync/compression.ts";
import type { MessageReader } from "../message-reader.ts";
import type { ProtocolConfig } from "../protocol.ts";
import type { SyncResponse } from "./exchange.ts";

/** How a synchronous transport wants its calls to be sent and read: with compressions that answer at once. */
export interface ProtocolConfigSync extends ProtocolConfig {
  readonly acceptCompression: readonly CompressionSync[];
  readonly sendCompression: CompressionSync | null;
}

/** The parts of a request that a protocol decides. */
export interface WireRequestSync {
  readonly headers: Readonly<Record<string, string>>;
  /** Unset for a GET, whose message is in the URL. */
  readonly body?: Uint8Array;
  /** The URL of a GET; unset for the method's own. */
  readonly url?: string;
}

/** Encodes a request: its message or, where it may have any number of them, its messages. */
export type EncodeRequestSync<Q, I, O> = (request: Q, ctx: RequestContext<I, O>) => WireRequestSync;

/**
 * The unary half of a protocol, bound to a method: whatever is the same for each of its calls is worked out once.
 */
export interface UnaryProtocolSync<I, O> {
  readonly encodeRequest: EncodeRequestSync<I, I, O>;
  /** Reads a response of one message. */
  readonly readResponse: (response: SyncResponse, ctx: RequestContext<I, O>) => O;
}

/** The streaming half of a protocol, bound to a method. */
export interface StreamProtocolSync<I, O> {
  readonly encodeRequest: EncodeRequestSync<Iterable<I>, I, O>;
  /** Checks the head of a response; the caller pushes the body into the reader. */
  readonly readResponse: (response: SyncResponse, ctx: RequestContext<I, O>) => MessageReader<O>;
}

export type BindUnarySync = <I, O>(method: MethodInfo<I, O>, config: ProtocolConfigSync) => UnaryProtocolSync<I, O>;
export type BindStreamSync = <I, O>(method: MethodInfo<I, O>, config: ProtocolConfigSync) => StreamProtocolSync<I, O>;
