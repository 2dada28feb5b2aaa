/** Every kind of call over both protocols, with every possible outcome. */
import {
  Code,
  type ConnectError,
  createClient,
  findDetails,
  gzip,
  type MetadataInterceptor,
  protoJson,
  ResponseMetadata,
} from "farcall";
import { devtools } from "farcall/devtools";
import { circuitBreaker, idleTimeout, logger } from "farcall/interceptors";
import { DemoService, FailureReasonSchema } from "../../../playground/gen/demo/v1/demo_pb.ts";
import { collect } from "../../servers/collect.ts";
import type { Case } from "./case.ts";
import { equal, failsWith } from "./check.ts";
import { newId } from "./new-id.ts";
import type { DemoClient, ProtocolName } from "./world.ts";

const grpcWeb = "application/grpc-web+proto";
const text = "héllo 👋";
const sentences = async (stream: AsyncIterable<{ sentence: string }>) =>
  (await collect(stream)).map(({ sentence }) => sentence);

export const everyCall: Case[] = (["Connect", "gRPC-Web"] as const).flatMap((protocol) =>
  [...callsThatSucceed(protocol), ...callsThatFail(protocol)].map((it) => ({ ...it, name: `${protocol}: ${it.name}` })),
);

function callsThatSucceed(protocol: ProtocolName): Case[] {
  return [
    {
      name: "answers a unary call",
      run: async (world) => equal((await world.demo(protocol).say({ sentence: text })).sentence, `You said: ${text}`),
    },
    {
      name: "answers a unary call in JSON",
      run: async (world) => {
        const client = world.demo(protocol, { codec: protoJson() });
        equal((await client.say({ sentence: text })).sentence, `You said: ${text}`);
      },
    },
    {
      name: "receives a large message",
      run: async (world) => {
        const { payload } = await world.demo(protocol).large({ sizeBytes: 300_000 });
        equal(payload.byteLength, 300_000);
        equal(
          payload.findIndex((byte, index) => byte !== index % 251),
          -1,
        );
      },
    },
    {
      name: "sends a large message",
      run: async (world) => {
        const sentence = "word ".repeat(20_000);
        equal((await world.demo(protocol).say({ sentence })).sentence.length, "You said: ".length + sentence.length);
      },
    },
    {
      name: "streams messages in order, and trailers after them",
      run: async (world) => {
        const metadata = new ResponseMetadata();
        const received = await sentences(world.demo(protocol).introduce({ name: text }, { metadata }));
        equal([received.length, received[0]], [5, `Hello ${text}, I am the demo service.`]);
        equal(metadata.trailers.get("demo-mood"), "cheerful");
      },
    },
    {
      name: "streams 1,000 messages",
      run: async (world) => {
        const ticks = await collect(world.demo(protocol).tick({ count: 1_000n }));
        equal([ticks.length, ticks.at(-1)?.index], [1_000, 999n]);
      },
    },
    {
      name: "sends many messages and gets one",
      run: async (world) => {
        const requests = (async function* () {
          yield { sentence: "one two" };
          yield { sentence: "three" };
        })();
        const { sentences: count, words } = await world.demo(protocol).summarize(requests);
        equal([count, words], [2, 3]);
      },
    },
    {
      name: "sends many messages and gets many",
      run: async (world) => {
        const stream = world.demo(protocol).converse([{ sentence: "one" }, { sentence: "two?" }]);
        equal(await sentences(stream), ['Tell me more about "one".', "Good question."]);
      },
    },
    {
      name: "carries request headers of the call and an interceptor, and response headers and trailers",
      sendsHeaders: true,
      run: async (world) => {
        const interceptor: MetadataInterceptor = {
          onStart: ({ requestHeaders }) => requestHeaders.set("x-put-on", "2"),
        };
        const metadata = new ResponseMetadata();
        const { received } = await world
          .demo(protocol, { interceptors: [interceptor] })
          .echo({ headers: { "x-back": "3" }, trailers: { "x-last": "4" } }, { headers: { "x-there": "1" }, metadata });
        equal([received["x-there"], received["x-put-on"]], ["1", "2"]);
        equal([metadata.headers.get("x-back"), metadata.trailers.get("x-last")], ["3", "4"]);
      },
    },
    {
      name: "measures calls: logs them, limits their silence, records them",
      run: async (world) => {
        const lines: string[] = [];
        const interceptors = [
          devtools(),
          circuitBreaker(),
          idleTimeout(60_000),
          logger({ write: ({ procedure, code }) => lines.push(`${procedure}: ${code}`) }),
        ];
        const client = world.demo(protocol, { interceptors });
        equal((await client.say({ sentence: text }, { timeoutMs: 60_000 })).sentence, `You said: ${text}`);
        equal((await sentences(client.introduce({ name: text }))).length, 5);
        equal(lines, ["demo.v1.DemoService/Say: ok", "demo.v1.DemoService/Introduce: ok"]);
      },
    },
    {
      name: "compresses in both directions",
      sendsHeaders: true,
      run: async (world) => {
        const options = { sendCompression: gzip(), acceptCompression: [gzip()], compressMinBytes: 0 };
        const client = world.demo(protocol, options);
        equal((await client.say({ sentence: text })).sentence, `You said: ${text}`);
        equal((await sentences(client.introduce({ name: text }))).length, 5);
      },
    },
  ];
}

function callsThatFail(protocol: ProtocolName): Case[] {
  const failure = { code: 9, message: "nö %\n👋", reasons: ["a", "b"] };
  const reasonsOf = (error: ConnectError) => findDetails(error, FailureReasonSchema).map(({ reason }) => reason);
  return [
    {
      name: "fails with code, message and details",
      run: async (world) => {
        const error = await failsWith(Code.FailedPrecondition, world.demo(protocol).fail(failure), failure.message);
        equal(reasonsOf(error), failure.reasons);
      },
    },
    {
      name: "fails a stream with code, message and details, after its messages",
      run: async (world) => {
        const received: { index: number }[] = [];
        const reading = collect(world.demo(protocol).failLater({ after: 3, failure }), received);
        const error = await failsWith(Code.FailedPrecondition, reading, failure.message);
        equal(reasonsOf(error), failure.reasons);
        equal(
          received.map(({ index }) => index),
          [0, 1, 2],
        );
      },
    },
    {
      name: "ends a unary call at its deadline",
      run: async (world) => {
        const waiting = world.demo(protocol).wait({ durationMs: 60_000 }, { timeoutMs: 50 });
        await failsWith(Code.DeadlineExceeded, waiting);
      },
    },
    {
      name: "ends a stream at its deadline",
      run: async (world) => {
        const ticking = world.demo(protocol).tick({ perSecond: 20 }, { timeoutMs: 200 });
        await failsWith(Code.DeadlineExceeded, collect(ticking));
      },
    },
    {
      name: "ends a unary call with the caller's abort",
      run: async (world) => {
        const { signal, abort } = abortable();
        const waiting = world.demo(protocol).wait({ durationMs: 60_000 }, { signal });
        setTimeout(abort, 30);
        await failsWith(Code.Canceled, waiting);
      },
    },
    {
      name: "ends a stream with the caller's abort",
      run: async (world) => {
        const { signal, abort } = abortable();
        const ticking = world.demo(protocol).tick({ perSecond: 20 }, { signal });
        setTimeout(abort, 30);
        await failsWith(Code.Canceled, collect(ticking));
      },
    },
    {
      name: "notifies the server when the caller aborts",
      needsScripts: true,
      run: async (world) => {
        const type = protocol === "Connect" ? ["application/proto", "application/connect+proto"] : [grpcWeb, grpcWeb];
        const { signal, abort } = abortable();
        const id = newId();
        const [alone, streaming] = type.map((it) =>
          world.scripted(protocol, { id, headers: { "content-type": it }, after: "hang" }),
        ) as [DemoClient, DemoClient];
        await Promise.all([
          failsWith(Code.Canceled, alone.say({}, { signal })),
          failsWith(Code.Canceled, collect(streaming.introduce({}, { signal }))),
          world.hasSeen(id, ({ requests }) => requests === 2).then(abort),
        ]);
        await world.hasSeen(id, ({ aborted }) => aborted === 2);
      },
    },
    {
      name: "ends pending calls when the transport is closed",
      run: async (world) => {
        const transport = world.transport(protocol);
        const waiting = failsWith(Code.Canceled, createClient(DemoService, transport).wait({ durationMs: 60_000 }));
        const ticking = failsWith(Code.Canceled, collect(createClient(DemoService, transport).tick({ perSecond: 20 })));
        setTimeout(() => transport.close(), 30);
        await Promise.all([waiting, ticking]);
      },
    },
    {
      name: "refuses a message above readMaxBytes, alone and in a stream",
      run: async (world) => {
        const client = world.demo(protocol, { readMaxBytes: 1_000 });
        await failsWith(Code.ResourceExhausted, client.large({ sizeBytes: 100_000 }));
        const long = "x".repeat(2_000);
        await failsWith(Code.ResourceExhausted, collect(client.converse([{ sentence: long }])));
        equal((await client.large({ sizeBytes: 900 })).payload.byteLength, 900);
      },
    },
    {
      name: "calls an unreachable server unavailable",
      needsScripts: true,
      run: async (world) => {
        const client = world.demo(protocol, { baseUrl: "http://localhost:9" });
        await failsWith(Code.Unavailable, client.say({ sentence: text }), /localhost:9/);
        await failsWith(Code.Unavailable, collect(client.introduce({})), /localhost:9/);
      },
    },
  ];
}

function abortable(): { signal: AbortSignal; abort: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}
