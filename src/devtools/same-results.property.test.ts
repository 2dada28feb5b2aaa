import { create, toBinary } from "@bufbuild/protobuf";
import {
  type Client,
  type ConnectError,
  connect,
  createClient,
  createTransport,
  type FetchLike,
  grpcWeb,
  type Interceptor,
  protoBinary,
} from "farcall";
import fc from "fast-check";
import { describe, expect, inject, it } from "vitest";
import { connectEnd, frame, grpcWebEnd } from "../../e2e/servers/frames.ts";
import { DemoService, TickResponseSchema } from "../../playground/gen/demo/v1/demo_pb.ts";
import type { CallRecord } from "./call-record.ts";
import { Recorder } from "./recorder.ts";

/** A recorder with a fault in every one of its callbacks, or in some of them. */
class FaultyRecorder extends Recorder {
  /** How often it has failed. */
  thrown = 0;
  #turns = 0;
  readonly #every: number;
  readonly #afterwards: boolean;

  /** @param every 1 fails each time, 3 every third time; @param afterwards when its work is done, not instead of it */
  constructor(every: number, afterwards: boolean) {
    super({ callSites: true });
    this.#every = every;
    this.#afterwards = afterwards;
  }

  override guard<T>(call: CallRecord | undefined, work: () => T): T | undefined {
    return super.guard(call, () => {
      if (++this.#turns % this.#every !== 0) {
        return work();
      }
      if (this.#afterwards) {
        work();
      }
      this.thrown++;
      throw new Error("a fault of the recorder's");
    });
  }
}

type Protocol = "Connect" | "gRPC-Web";
type Demo = Client<typeof DemoService>;
type Log = unknown[];

const recorders: Record<string, (every: number) => Recorder> = {
  on: () => new Recorder(),
  "on, with call sites": () => new Recorder({ callSites: true }),
  paused: () => new Recorder({ record: false }),
  "without room": () => new Recorder({ maxCalls: 1, maxBytes: 100 }),
  "failing at every callback": () => new FaultyRecorder(1, false),
  "failing after every callback": () => new FaultyRecorder(1, true),
  "failing now and then": (every) => new FaultyRecorder(every, false),
  "failing now and then, afterwards": (every) => new FaultyRecorder(every, true),
};

/** Tells what an interceptor of the application's hears, inside of the recorder. */
function spy(log: Log): Interceptor {
  return {
    onStart: () => void log.push("start"),
    onEnd: (_: unknown, __: unknown, error?: ConnectError) => void log.push(["end", error?.code]),
  };
}

function demoClient(
  protocol: Protocol,
  baseUrl: string,
  fetch: FetchLike | undefined,
  interceptors: Interceptor[],
): Demo {
  return createClient(
    DemoService,
    createTransport({
      baseUrl,
      codec: protoBinary(),
      protocol: protocol === "Connect" ? connect() : grpcWeb(),
      interceptors,
      ...(fetch && { fetch }),
    }),
  );
}

/** What the application sees of a call, in the order in which it sees it. */
async function seenBy(work: (log: Log, options: object, abort: () => void) => Promise<void>, log: Log): Promise<Log> {
  const controller = new AbortController();
  const options = {
    signal: controller.signal,
    onHeader: (headers: Headers) =>
      log.push(["header", [...headers.keys()].filter((name) => !/^date$|length/.test(name))]),
    onTrailer: (trailers: Headers) => log.push(["trailer", [...trailers]]),
  };
  try {
    await work(log, options, () => controller.abort());
    log.push("done");
  } catch (reason) {
    const { name, code, rawMessage, details, method, metadata } = reason as ConnectError;
    log.push([
      name,
      code,
      rawMessage,
      details,
      method,
      [...metadata.keys()].filter((key) => !/^date$|length/.test(key)),
    ]);
  }
  return log;
}

async function expectSame(
  every: number,
  see: (interceptors: (log: Log) => Interceptor[]) => Promise<Log>,
): Promise<void> {
  const off = await see((log) => [spy(log)]);
  for (const [name, make] of Object.entries(recorders)) {
    const recorder = make(every);
    expect([name, await see((log) => [recorder.attach, spy(log)])]).toEqual([name, off]);
    // A fault counts once for each call at most, and only where there was one.
    expect(recorder.faults).toBe(recorder instanceof FaultyRecorder ? recorder.thrown : 0);
  }
}

/** A server would answer a timeout by itself, sooner or later. */
const silent = () => new Promise<Response>(() => {});

const protocols = fc.constantFrom<Protocol>("Connect", "gRPC-Web");
const every = fc.integer({ min: 2, max: 9 });

describe("an application sees the same with a recorder on, off and failing at every callback", () => {
  const { demo } = inject("addresses");
  const text = fc.string({ maxLength: 20 });

  it("of calls of every kind to a server", { timeout: 600_000 }, async () => {
    const calls: Record<
      string,
      (client: Demo, options: object, log: Log, o: Choices, abort: () => void) => Promise<void>
    > = {
      async say(client, options, log, { sentence }) {
        log.push((await client.say({ sentence }, options)).sentence);
      },
      async badInput(client, options) {
        await client.say({ sentence: 5 as never }, options);
      },
      async fail(client, options, _, { code, sentence }) {
        await client.fail({ code, message: sentence, reasons: ["one", "two"] }, options);
      },
      async summarize(client, options, log, { sentence, count }) {
        const sentences = Array.from({ length: count }, () => ({ sentence }));
        log.push((await client.summarize(sentences as never, options)).words);
      },
      async converse(client, options, log, { sentence, count }) {
        const sentences = Array.from({ length: count }, () => ({ sentence }));
        for await (const answer of client.converse(sentences as never, options)) {
          log.push(answer.sentence);
        }
      },
      async introduce(client, options, log) {
        const stream = client.introduce({ name: "Ada" }, options);
        log.push((await stream.headers).has("demo-sentences"));
        for await (const answer of stream) {
          log.push(answer.sentence);
        }
        log.push((await stream.trailers).get("demo-mood"));
      },
      async failLater(client, options, log, { code, sentence, count }) {
        const failure = { code, message: sentence, reasons: ["r"] };
        for await (const { index } of client.failLater({ after: count, failure }, options)) {
          log.push(index);
        }
      },
      async leave(client, options, log, { count }) {
        for await (const { index } of client.tick({ perSecond: 0, count: 0n }, options)) {
          log.push(index);
          if (index >= count) {
            break;
          }
        }
      },
      async timeOut(client, options) {
        await client.wait({}, { ...options, timeoutMs: 1 });
      },
      async cancel(client, options, _, __, abort) {
        setTimeout(abort, 5);
        await client.wait({ durationMs: 60_000 }, options);
      },
      async large(client, options, log, { count }) {
        log.push((await client.large({ sizeBytes: count * 50_000 }, options)).payload.byteLength);
      },
    };
    interface Choices {
      sentence: string;
      code: number;
      count: number;
    }
    const choices = fc.record({
      sentence: text,
      code: fc.integer({ min: 1, max: 16 }),
      count: fc.integer({ min: 0, max: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(
        protocols,
        fc.constantFrom(...Object.keys(calls)),
        choices,
        every,
        (protocol, kind, chosen, often) =>
          expectSame(often, (interceptors) => {
            const log: Log = [];
            const client = demoClient(protocol, demo, kind === "timeOut" ? silent : undefined, interceptors(log));
            return seenBy(
              (into, options, abort) => calls[kind]?.(client, options, into, chosen, abort) as Promise<void>,
              log,
            );
          }),
      ),
      { numRuns: 60 },
    );
  });

  it("of a stream however its body is cut into chunks, message by message and in batches of the same sizes", async () => {
    const body = fc.record({
      messages: fc.integer({ min: 0, max: 40 }),
      ending: fc.constantFrom("ok", "error", "none", "break"),
      sizes: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 8 }),
    });
    const reading = fc.record({
      way: fc.constantFrom("each", "batches", "pipe"),
      leaveAfter: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
      abortAfter: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(protocols, body, reading, every, (protocol, shape, how, often) =>
        expectSame(often, (interceptors) => {
          const log: Log = [];
          const client = demoClient(protocol, "http://localhost", preparedFetch(protocol, shape), interceptors(log));
          return seenBy(async (into, options, abort) => {
            let seen = 0;
            const stream = client.tick({}, options);
            const parts =
              how.way === "each" ? stream : how.way === "batches" ? stream.batches() : stream.toReadableStream();
            for await (const part of parts as AsyncIterable<object>) {
              const size = Array.isArray(part) ? part.length : 1;
              seen += size;
              into.push(size);
              if (seen >= (how.abortAfter ?? Number.POSITIVE_INFINITY)) {
                abort();
              }
              if (seen >= (how.leaveAfter ?? Number.POSITIVE_INFINITY)) {
                break;
              }
            }
          }, log);
        }),
      ),
      { numRuns: 150 },
    );
  });
});

interface Shape {
  messages: number;
  ending: string;
  sizes: number[];
}

/** Answers with counted messages, in chunks of the sizes given, over and over. */
function preparedFetch(protocol: Protocol, { messages, ending, sizes }: Shape): FetchLike {
  const end: Record<string, Uint8Array> = {
    ok: protocol === "Connect" ? connectEnd() : grpcWebEnd(),
    error:
      protocol === "Connect"
        ? connectEnd('{"error":{"code":"aborted","message":"enough"}}')
        : grpcWebEnd("grpc-status: 10\r\ngrpc-message: enough\r\n"),
  };
  const pieces = Array.from({ length: messages }, (_, index) =>
    frame(0, toBinary(TickResponseSchema, create(TickResponseSchema, { index: BigInt(index) }))),
  );
  const bytes = Uint8Array.from([...pieces, end[ending] ?? new Uint8Array()].flatMap((piece) => [...piece]));
  return async () => {
    let turn = 0;
    let position = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (position < bytes.byteLength) {
          const size = sizes[turn++ % sizes.length] as number;
          controller.enqueue(bytes.slice(position, position + size));
          position += size;
        } else if (ending === "break") {
          controller.error(new TypeError("the network is gone"));
        } else {
          controller.close();
        }
      },
    });
    const type = protocol === "Connect" ? "application/connect+proto" : "application/grpc-web+proto";
    return new Response(body as ReadableStream<Uint8Array<ArrayBuffer>>, { headers: { "content-type": type } });
  };
}
