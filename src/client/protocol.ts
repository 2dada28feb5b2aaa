/** A protocol, as a transport is told to speak it: its name, and a function for each kind of call it can make. */
import type { ProtocolType } from "../core/protocol-type.ts";
import type { BindStream, BindUnary } from "../protocol/protocol.ts";
import { clientStreamCalls } from "./client-stream-call.ts";
import type { Diagnostics } from "./diagnostics.ts";
import { bidiStreamCalls, serverStreamCalls } from "./stream-call.ts";

/**
 * Made by `connect()`, `grpcWeb()`, and their unary-only versions.
 *
 * The kinds of calls hang here, and not in the transport, so that a page which names a unary-only protocol does not
 * load what reads and writes streams.
 */
export interface Protocol {
  readonly type: ProtocolType;
  /** @internal */
  readonly bindUnary: BindUnary;
  /** @internal */
  readonly streams?: StreamKinds;
  /** @internal What protocols for pages that count every byte do without. */
  readonly diagnostics?: Diagnostics;
}

type StreamKinds = ReturnType<typeof streamKinds>;

/** All kinds of streams over what a protocol binds. */
export function streamKinds(bindStream: BindStream) {
  return {
    clientStream: clientStreamCalls(bindStream),
    serverStream: serverStreamCalls(bindStream),
    bidiStream: bidiStreamCalls(bindStream),
  };
}
