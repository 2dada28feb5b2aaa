/**
 * What a protocol does for the synchronous client. Connect and gRPC-Web implement it in two folders with the same
 * structure.
 */
import type { MethodInfo } from "../../core/method.ts";
import type { RequestContext } from "../../core/request-context.ts";
import type { CompressionSync } from "../../wire/sync/compression.ts";
import type { MessageReader } from "../message-reader.ts";
import type { ProtocolConfig } from "../protocol.ts";
import type { SyncResponse } from "./exchange.ts";

/** The configuration of a synchronous transport, whose compressions are synchronous. */
export interface ProtocolConfigSync extends ProtocolConfig {
  readonly acceptCompression: readonly CompressionSync[];
  readonly sendCompression: CompressionSync | null;
}

/** The parts of a request that a protocol sets. */
export interface WireRequestSync {
  readonly headers: Readonly<Record<string, string>>;
  /** Unset for a GET, whose message is in the URL. */
  readonly body?: Uint8Array;
  /** The URL of a GET; if unset, the method's URL. */
  readonly url?: string;
}

/** Encodes a request: its message, or its messages if there may be any number of them. */
export type EncodeRequestSync<Q, I, O> = (request: Q, ctx: RequestContext<I, O>) => WireRequestSync;

/** The unary half of a protocol, bound to a method: whatever its calls have in common is computed once. */
export interface UnaryProtocolSync<I, O> {
  readonly encodeRequest: EncodeRequestSync<I, I, O>;
  /** Reads a response with one message. */
  readonly readResponse: (response: SyncResponse, ctx: RequestContext<I, O>) => O;
}

/** The streaming half of a protocol, bound to a method. */
export interface StreamProtocolSync<I, O> {
  readonly encodeRequest: EncodeRequestSync<Iterable<I>, I, O>;
  /** Checks the status and headers of a response; the caller pushes the body into the reader. */
  readonly readResponse: (response: SyncResponse, ctx: RequestContext<I, O>) => MessageReader<O>;
}

export type BindUnarySync = <I, O>(method: MethodInfo<I, O>, config: ProtocolConfigSync) => UnaryProtocolSync<I, O>;
export type BindStreamSync = <I, O>(method: MethodInfo<I, O>, config: ProtocolConfigSync) => StreamProtocolSync<I, O>;
