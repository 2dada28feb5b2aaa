import { expectTypeOf } from "vitest";
import {
  type ConverseResponse,
  DemoService,
  type IntroduceResponse,
  type SayResponse,
  type SummarizeResponse,
  type TickResponse,
} from "../../playground/gen/demo/v1/demo_pb.ts";
import type { Metadata } from "../core/metadata.ts";
import type { ServerStream } from "./call/server-stream.ts";
import { createClient } from "./client.ts";
import { createConnectTransport } from "./connect-transport.ts";
import { createTransport } from "./transport.ts";

const transport = createConnectTransport({ baseUrl: "/" });
const client = createClient(DemoService, transport);

// Every method of the service, and nothing else.
expectTypeOf<keyof typeof client>().toEqualTypeOf<
  "say" | "introduce" | "summarize" | "converse" | "fail" | "failLater" | "tick" | "follow" | "echo" | "large" | "wait"
>();

expectTypeOf(client.say({ sentence: "hi" })).toEqualTypeOf<Promise<SayResponse>>();
expectTypeOf(client.say({ sentence: "hi" }, { timeoutMs: 5, headers: { a: "b" } })).resolves.toExtend<SayResponse>();

const stream = client.introduce({ name: "Ada" });
expectTypeOf(stream).toEqualTypeOf<ServerStream<IntroduceResponse>>();
expectTypeOf(stream.headers).toEqualTypeOf<Promise<Metadata>>();
expectTypeOf(client.tick({ count: 5n }).batches()).toEqualTypeOf<AsyncIterable<TickResponse[]>>();
expectTypeOf(stream.toReadableStream()).toEqualTypeOf<ReadableStream<IntroduceResponse>>();

// @ts-expect-error a stream is not a promise: nothing would be sent
stream.then;

// @ts-expect-error the request is not optional
client.say();

// @ts-expect-error no such field
client.say({ text: "hi" });

// @ts-expect-error a 64-bit integer is a bigint
client.tick({ count: 5 });

// @ts-expect-error a unary call accepts only known options
client.say({}, { timeout: 5 });

// Requests of a stream come from anything that can be iterated.
expectTypeOf(client.summarize([{ sentence: "hi" }])).resolves.toExtend<SummarizeResponse>();
expectTypeOf(client.converse(new ReadableStream<{ sentence: string }>())).toEqualTypeOf<
  ServerStream<ConverseResponse>
>();

// @ts-expect-error a single message is not a stream
client.summarize({ sentence: "hi" });

// @ts-expect-error no such method
client.listen({});

// @ts-expect-error the codec is required in the explicit form, because defaults would be bundled
createTransport({ baseUrl: "/", protocol: { type: "connect" } });

// @ts-expect-error the method and the body of the fetch are set by the call
client.say({}, { fetchOptions: { method: "PUT" } });
