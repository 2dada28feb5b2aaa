import { expectTypeOf } from "vitest";
import {
  type ConverseResponse,
  DemoService,
  type IntroduceResponse,
  type SayResponse,
  type SummarizeResponse,
} from "../../../playground/gen/demo/v1/demo_pb.ts";
import type { InterceptorSync } from "../../core/sync/interceptor.ts";
import type { SyncRequest, SyncResponse } from "../../protocol/sync/exchange.ts";
import { connect } from "../connect.ts";
import type { SyncServerStream } from "./call/server-stream.ts";
import { createSyncClient } from "./client.ts";
import { createSyncTransport } from "./transport.ts";

const send = (_request: SyncRequest): SyncResponse => ({ status: 200, headers: new Headers(), body: [] });
const transport = createSyncTransport({ baseUrl: "/", send });
const client = createSyncClient(DemoService, transport);

// Every method of the service, and nothing else.
expectTypeOf<keyof typeof client>().toEqualTypeOf<keyof typeof DemoService.method>();

// The result is a message, not a promise.
expectTypeOf(client.say({ sentence: "hi" })).toEqualTypeOf<SayResponse>();
expectTypeOf(client.say({}, { timeoutMs: 5, headers: { a: "b" }, useGet: true })).toEqualTypeOf<SayResponse>();
expectTypeOf(client.introduce({ name: "Ada" })).toEqualTypeOf<SyncServerStream<IntroduceResponse>>();
expectTypeOf(client.introduce({})).toExtend<Iterable<IntroduceResponse>>();
expectTypeOf(client.summarize([{ sentence: "hi" }])).toEqualTypeOf<SummarizeResponse>();
expectTypeOf(client.converse(new Set([{ sentence: "hi" }]))).toEqualTypeOf<SyncServerStream<ConverseResponse>>();

// @ts-expect-error there is nothing to await
client.say({}).then;

// @ts-expect-error a call that blocks its thread cannot be aborted from it
client.say({}, { signal: new AbortController().signal });

// @ts-expect-error options of fetch mean nothing to XMLHttpRequest
client.say({}, { fetchOptions: { cache: "no-store" } });

// @ts-expect-error requests cannot come from an asynchronous iterable
client.summarize((async function* () {})());

// @ts-expect-error no such field
client.say({ text: "hi" });

// @ts-expect-error the stream is not asynchronous
client.introduce({})[Symbol.asyncIterator];

// @ts-expect-error protocols of asynchronous transports return promises; synchronous ones are chosen by name
createSyncTransport({ baseUrl: "/", protocol: connect() });

// @ts-expect-error `send` must return synchronously
createSyncTransport({ baseUrl: "/", send: async (request) => send(request) });

// @ts-expect-error requests are always collected
createSyncTransport({ baseUrl: "/", requestStreaming: "auto" });

// A synchronous interceptor returns a message.
({ interceptUnarySync: (next, request, ctx) => next(request, ctx) }) satisfies InterceptorSync;

// @ts-expect-error a promise is not a response
({ interceptUnarySync: async (next, request, ctx) => next(request, ctx) }) satisfies InterceptorSync;

// @ts-expect-error an asynchronous interceptor would never be called
({ interceptUnary: async (next, request, ctx) => next(request, ctx) }) satisfies InterceptorSync;
