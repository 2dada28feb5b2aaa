/** The cost of the devtools' recorder, while no panel is watching and when one is: in one page, because it compares Farcall with itself. */
import { create, toBinary } from "@bufbuild/protobuf";
import { connect, createClient, createTransport, type Interceptor, protoBinary } from "farcall";
import { DemoService, SayResponseSchema, TickResponseSchema } from "../../../playground/gen/demo/v1/demo_pb.ts";
import { frame } from "../../servers/frames.ts";
import { ends, streamOf, streamTypes } from "./bodies.ts";
import { check, race, timed } from "./race.ts";
import { recorded } from "./recorder.ts";

function clientWith(interceptors: Interceptor[], fetch: typeof globalThis.fetch) {
  const options = { baseUrl: location.origin, codec: protoBinary(), protocol: connect() };
  return createClient(DemoService, createTransport({ ...options, fetch, interceptors }));
}

const sentence = toBinary(SayResponseSchema, create(SayResponseSchema, { sentence: "hello" }));
const answer: typeof globalThis.fetch = async () =>
  new Response(sentence as Uint8Array<ArrayBuffer>, { headers: { "content-type": "application/proto" } });

/** 4,000 unary calls, one after another: the cost of recording while no panel is watching. */
async function recordedCalls(): Promise<Record<string, number>> {
  const calls = 4_000;
  const repeat = (interceptors: Interceptor[]) => {
    const client = clientWith(interceptors, answer);
    return async () => {
      for (let index = 0; index < calls; index++) {
        await client.say({ sentence: "hello" });
      }
    };
  };
  const times = await race(
    {
      "no interceptor": repeat([]),
      "an empty one": repeat([{ onStart() {} }]),
      recorder: repeat([recorded({ callSites: false }).attach]),
      "recorder, call sites": repeat([recorded({ callSites: true }).attach]),
    },
    7,
  );
  return Object.fromEntries(Object.entries(times).map(([name, ms]) => [name, (ms / calls) * 1000]));
}

/** A stream with one chunk per message, the worst case for recording chunks. */
async function recordedMessages(): Promise<Record<string, number>> {
  const count = 100_000;
  const message = frame(0, toBinary(TickResponseSchema, create(TickResponseSchema, { index: 7n })));
  const chunks = [...Array.from({ length: count }, () => message), ends.Connect];
  const headers = { "content-type": streamTypes.Connect };
  const fetch: typeof globalThis.fetch = async () => new Response(streamOf(chunks), { headers });
  const readAll = (interceptors: Interceptor[]) => async () => {
    let seen = 0;
    for await (const _ of clientWith(interceptors, fetch).tick({})) {
      seen++;
    }
    check(seen, count);
  };
  return race({ "no recorder": readAll([{ onStart() {} }]), recorder: readAll([recorded().attach]) }, 5);
}

/** The latency of queries from a panel. */
async function looks(): Promise<Record<string, number>> {
  const count = 10_000;
  const hook = recorded({ maxCalls: count, callSites: false });
  await hook.ready();
  const client = clientWith([hook.attach], answer);
  const made = await timed(async () => {
    for (let index = 0; index < count; index++) {
      await client.say({ sentence: "hello" });
    }
  });
  let seq = 0;
  let seen = 0;
  const drained = await timed(async () => {
    for (let more = true; more; ) {
      const part = JSON.parse(hook.drain(seq));
      ({ seq, more } = part);
      seen += part.calls.length;
    }
  });
  check(seen, count);
  const repeated = 100;
  const nothing = await timed(async () => {
    for (let index = 0; index < repeated; index++) {
      hook.drain(seq);
    }
  });
  const one = await timed(async () => {
    for (let index = 0; index < repeated; index++) {
      await client.say({ sentence: "hello" });
      ({ seq } = JSON.parse(hook.drain(seq)));
    }
  });
  return {
    "10,000 calls": made,
    "all drained": drained,
    "nothing new": nothing / repeated,
    "one changed": one / repeated,
  };
}

Object.assign(globalThis, { recorder: { recordedCalls, recordedMessages, looks } });
