/** One synchronous call on a server: what both protocols share before the request is read. */

import type { ProtocolType } from "../../core/protocol-type.ts";
import { RequestContext } from "../../core/request-context.ts";
import { DeadlineSync } from "../../core/sync/deadline.ts";
import type {
  BidiStreamNextSync,
  ClientStreamNextSync,
  InterceptorSync,
  ServerStreamNextSync,
  UnaryNextSync,
} from "../../core/sync/interceptor.ts";
import {
  composeBidiStreamSync,
  composeClientStreamSync,
  composeServerStreamSync,
  composeUnarySync,
} from "../../core/sync/interceptor-chain.ts";
import type { SyncRequest } from "../../protocol/sync/exchange.ts";
import type { Codec } from "../../wire/codec.ts";
import type { CompressionSync } from "../../wire/sync/compression.ts";
import { answersOfSync } from "../check-answer.ts";
import { deadlinePassed, type ServerCallHead, serverContext } from "../server-call.ts";
import type { ServerConfig } from "../server-config.ts";
import type { EndpointSync } from "./endpoint.ts";

/** An endpoint wrapped in its interceptors, composed once. */
export type BoundEndpointSync = { readonly method: EndpointSync["method"] } & (
  | { kind: "unary"; run: UnaryNextSync<unknown, unknown> }
  | { kind: "clientStream"; run: ClientStreamNextSync<unknown, unknown> }
  | { kind: "serverStream"; run: ServerStreamNextSync<unknown, unknown> }
  | { kind: "bidiStream"; run: BidiStreamNextSync<unknown, unknown> }
);

export function bindEndpointSync(endpoint: EndpointSync, interceptors: readonly InterceptorSync[]): BoundEndpointSync {
  const { kind, method, function: answer } = endpoint;
  switch (kind) {
    case "unary":
      return { kind, method, run: composeUnarySync(interceptors, (request, ctx) => answer(request, ctx)) };
    case "clientStream":
      return { kind, method, run: composeClientStreamSync(interceptors, (requests, ctx) => answer(requests, ctx)) };
    case "serverStream":
      return {
        kind,
        method,
        run: composeServerStreamSync(interceptors, (request, ctx) => answersOfSync(method, answer(request, ctx))),
      };
    case "bidiStream":
      return {
        kind,
        method,
        run: composeBidiStreamSync(interceptors, (requests, ctx) => answersOfSync(method, answer(requests, ctx))),
      };
  }
}

export interface SyncServerCall extends ServerCallHead {
  readonly request: SyncRequest;
  readonly endpoint: BoundEndpointSync;
  readonly codec: Codec;
  readonly config: ServerConfig<CompressionSync>;
}

/** Begins a call and starts its clock. */
export function beginServerCallSync(
  call: SyncServerCall,
  protocol: ProtocolType,
  parseTimeout: () => number | undefined,
): RequestContext {
  return serverContext(RequestContext, call, protocol, parseTimeout, (timeoutMs) => {
    const leftMs = Math.min(timeoutMs ?? Infinity, call.request.timeoutMs ?? Infinity);
    const deadline = new DeadlineSync(leftMs > 0 && leftMs < Infinity ? leftMs : undefined);
    if (leftMs <= 0) {
      deadline.abort(deadlinePassed());
    }
    return deadline;
  });
}
