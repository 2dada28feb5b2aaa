/** A protocol that a transport can speak: its name, and a function for each kind of call. */
import type { BindStream } from "../protocol/protocol.ts";
import type { Caller, CallProtocol, CallTarget } from "./call/call-target.ts";
import { clientStreamCalls } from "./call/single-answer.ts";
import { bidiStreamCalls, serverStreamCalls } from "./call/stream-call.ts";

/**
 * Created by `connect()`, `grpcWeb()`, and their unary-only variants.
 *
 * The kinds of calls belong to the protocol, not the transport, so that a page with a unary-only protocol does not load
 * the code for streams.
 */
export interface Protocol extends CallProtocol {
  /** @internal Unary calls are made of `bindUnary`, unless there is a kind of them here. */
  readonly kinds?: Partial<UnaryKind & StreamKinds>;
}

export interface UnaryKind {
  readonly unary: <I, O>(target: CallTarget<I, O>) => Caller<I, Promise<O>>;
}

export type StreamKinds = ReturnType<typeof streamKinds>;

/** Binds all kinds of streams. */
export function streamKinds(bindStream: BindStream) {
  return {
    clientStream: clientStreamCalls(bindStream),
    serverStream: serverStreamCalls(bindStream),
    bidiStream: bidiStreamCalls(bindStream),
  };
}
