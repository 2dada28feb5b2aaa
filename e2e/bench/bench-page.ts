/**
 * Benchmarks of the decoder and of calls, in Chromium with the built package, compared with connect-web and with the lower
 * limit (only protobuf-es). Most responses are prepared, so that the network does not count.
 */
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import type { Interceptor } from "farcall";
import {
  IntroduceResponseSchema,
  LargeResponseSchema,
  SayResponseSchema,
  TickResponseSchema,
} from "../../playground/gen/demo/v1/demo_pb.ts";
import { chunksOf, frame, joined, streamOf } from "./bodies.ts";
import { ends, type Fetch, ours, type Protocol, streamTypes, theirs } from "./clients.ts";
import { largeMessages } from "./large-messages.ts";
import { check, median, race, timed } from "./race.ts";
import { recorded } from "./recorder.ts";

/** 100,000 small messages in chunks of 64 KiB. */
async function smallMessages(protocol: Protocol): Promise<Record<string, number>> {
  const count = 100_000;
  const sentence = "I am one of a hundred thousand messages.";
  const message = toBinary(IntroduceResponseSchema, create(IntroduceResponseSchema, { sentence }));
  const body = joined([...Array.from({ length: count }, () => frame(0, message)), ends[protocol]]);
  const chunks = chunksOf(body, 64 * 1024);
  const fetch: Fetch = async () =>
    new Response(streamOf(chunks), { headers: { "content-type": streamTypes[protocol] } });
  const readAll = async (stream: AsyncIterable<unknown>) => {
    let seen = 0;
    for await (const _ of stream) {
      seen++;
    }
    check(seen, count);
  };
  return race(
    {
      limit: async () => {
        const size = 5 + message.length;
        for (let index = 0; index < count; index++) {
          fromBinary(IntroduceResponseSchema, body.subarray(index * size + 5, (index + 1) * size));
        }
      },
      farcall: () => readAll(ours(protocol, fetch).introduce({})),
      "farcall, batches": async () => {
        let seen = 0;
        for await (const batch of ours(protocol, fetch).introduce({}).batches()) {
          seen += batch.length;
        }
        check(seen, count);
      },
      "connect-web": () => readAll(theirs(protocol, fetch).introduce({})),
    },
    5,
  );
}

/** 4,000 unary calls, one after another. */
async function unaryCalls(protocol: Protocol): Promise<Record<string, number>> {
  const calls = 4_000;
  const message = toBinary(SayResponseSchema, create(SayResponseSchema, { sentence: "hello" }));
  const body = protocol === "Connect" ? message : joined([frame(0, message), ends[protocol]]);
  const type = protocol === "Connect" ? "application/proto" : streamTypes[protocol];
  const fetch: Fetch = async () => new Response(body as Uint8Array<ArrayBuffer>, { headers: { "content-type": type } });
  const repeat = (call: () => Promise<unknown>) => async () => {
    for (let index = 0; index < calls; index++) {
      await call();
    }
  };
  const own = ours(protocol, fetch);
  const other = theirs(protocol, fetch);
  const times = await race(
    {
      bare: repeat(async () => {
        const response = await fetch("");
        const bytes = new Uint8Array(await response.arrayBuffer());
        const start = protocol === "Connect" ? 0 : 5;
        return fromBinary(SayResponseSchema, bytes.subarray(start, start + message.length));
      }),
      farcall: repeat(() => own.say({ sentence: "hello" })),
      "connect-web": repeat(() => other.say({ sentence: "hello" })),
    },
    7,
  );
  return Object.fromEntries(Object.entries(times).map(([name, ms]) => [name, (ms / calls) * 1000]));
}

/** One large message in chunks of 1,400 bytes, as from a network. */
async function oneLargeMessage(): Promise<Record<string, number>> {
  const transportOf = (mebibytes: number) => {
    const payload = new Uint8Array(mebibytes * 1024 * 1024).fill(7);
    const message = toBinary(LargeResponseSchema, create(LargeResponseSchema, { payload }));
    const chunks = chunksOf(joined([frame(0, message), ends.Connect]), 1400);
    const fetch: Fetch = async () =>
      new Response(streamOf(chunks), { headers: { "content-type": streamTypes.Connect } });
    return fetch;
  };
  // Any streaming method works; its message has bytes as field 1, which is an unknown field to other types.
  const read = (client: { introduce: (request: object) => AsyncIterable<unknown> }) => async () => {
    for await (const _ of client.introduce({})) {
      // one message
    }
  };
  const half = transportOf(16);
  const whole = transportOf(32);
  return race(
    {
      "farcall, 16 MiB": read(ours("Connect", half)),
      "farcall, 32 MiB": read(ours("Connect", whole)),
      "connect-web, 32 MiB": read(theirs("Connect", whole)),
    },
    7,
  );
}

/** Time from abort() until the reader is notified, in microseconds. */
async function abortToRejection(): Promise<Record<string, number>> {
  const rounds = 200;
  const message = frame(0, toBinary(TickResponseSchema, create(TickResponseSchema, { index: 1n })));
  const fetch: Fetch = async (_, init) => {
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(message);
        init?.signal?.addEventListener("abort", () => controller.error(init.signal?.reason), { once: true });
      },
    });
    return new Response(body, { headers: { "content-type": streamTypes.Connect } });
  };
  const once = async (tick: (request: object, options: { signal: AbortSignal }) => AsyncIterable<unknown>) => {
    const controller = new AbortController();
    const iterator = tick({}, { signal: controller.signal })[Symbol.asyncIterator]();
    await iterator.next();
    const pending = iterator.next().then(
      () => Number.NaN,
      () => performance.now(),
    );
    await new Promise((resolve) => setTimeout(resolve));
    const start = performance.now();
    controller.abort();
    return ((await pending) - start) * 1000;
  };
  /** The same with only fetch. */
  async function* bare(_: object, { signal }: { signal: AbortSignal }): AsyncIterable<unknown> {
    const reader = (await fetch("", { signal })).body?.getReader();
    for (;;) {
      yield await reader?.read();
    }
  }
  const contenders = { bare, farcall: ours("Connect", fetch).tick, "connect-web": theirs("Connect", fetch).tick };
  const times: Record<string, number[]> = { bare: [], farcall: [], "connect-web": [] };
  for (let round = 0; round < rounds; round++) {
    for (const [name, tick] of Object.entries(contenders)) {
      times[name]?.push(await once(tick));
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, all]) => [name, median(all)]));
}

/** 4,000 unary calls, one after another: the cost of recording while no panel is watching. */
async function recordedCalls(): Promise<Record<string, number>> {
  const calls = 4_000;
  const body = toBinary(SayResponseSchema, create(SayResponseSchema, { sentence: "hello" }));
  const fetch: Fetch = async () =>
    new Response(body as Uint8Array<ArrayBuffer>, { headers: { "content-type": "application/proto" } });
  const repeat = (interceptors: Interceptor[]) => {
    const client = ours("Connect", fetch, interceptors);
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
  const fetch: Fetch = async () => new Response(streamOf(chunks), { headers: { "content-type": streamTypes.Connect } });
  const readAll = (interceptors: Interceptor[]) => async () => {
    let seen = 0;
    for await (const _ of ours("Connect", fetch, interceptors).tick({})) {
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
  const body = toBinary(SayResponseSchema, create(SayResponseSchema, { sentence: "hello" }));
  const fetch: Fetch = async () =>
    new Response(body as Uint8Array<ArrayBuffer>, { headers: { "content-type": "application/proto" } });
  const client = ours("Connect", fetch, [hook.attach]);
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

Object.assign(globalThis, {
  benchmarks: {
    smallMessages,
    unaryCalls,
    oneLargeMessage,
    largeMessages,
    recordedCalls,
    recordedMessages,
    looks,
    abortToRejection,
  },
});
