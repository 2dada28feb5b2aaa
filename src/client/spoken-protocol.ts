/** A protocol, as a transport is told to speak it: its name, and a function for each kind of call it can make. */
import type { BindStream } from "../protocol/protocol.ts";
import type { Caller, CallProtocol, CallTarget } from "./call/call-target.ts";
import { clientStreamCalls } from "./call/single-answer.ts";
import { bidiStreamCalls, serverStreamCalls } from "./call/stream-call.ts";

/**
 * Made by `connect()`, `grpcWeb()`, and their unary-only versions.
 *
 * The kinds of calls hang here, and not in the transport, so that a page which names a unary-only protocol does not
 * load what reads and writes streams.
 */
export interface Protocol extends CallProtocol {
  /** @internal Unary calls are made of `bindUnary`, unless there is a kind of them here. */
  readonly kinds?: Partial<UnaryKind & StreamKinds>;
}

export interface UnaryKind {
  readonly unary: <I, O>(target: CallTarget<I, O>) => Caller<I, Promise<O>>;
}

export type StreamKinds = ReturnType<typeof streamKinds>;

/** All kinds of streams over what a protocol binds. */
export function streamKinds(bindStream: BindStream) {
  return {
    clientStream: clientStreamCalls(bindStream),
    serverStream: serverStreamCalls(bindStream),
    bidiStream: bidiStreamCalls(bindStream),
  };
}
