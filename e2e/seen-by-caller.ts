/** Makes calls of every kind and records what an application sees, for tests of code that must not change it. */
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
import { DemoService, TickResponseSchema } from "../playground/gen/demo/v1/demo_pb.ts";
import { connectEnd, frame, grpcWebEnd } from "./servers/frames.ts";

type Protocol = "Connect" | "gRPC-Web";
type Demo = Client<typeof DemoService>;
export type Log = unknown[];
/** Creates the interceptors of a client, which may write to the log. */
export type MakeInterceptors = (log: Log) => Interceptor[];

/** Logs what an inner interceptor of the application sees. */
export function spy(log: Log): Interceptor {
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

/** Returns what the application sees of a call, in order. */
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

/** Never responds: a server would end the call at its timeout as well, at a moment that varies. */
const silent = () => new Promise<Response>(() => {});

const protocols = fc.constantFrom<Protocol>("Connect", "gRPC-Web");

interface Choices {
  sentence: string;
  code: number;
  count: number;
}

const calls: Record<
  string,
  (client: Demo, options: object, log: Log, chosen: Choices, abort: () => void) => Promise<void>
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

/** Makes the same call with other interceptors, any number of times, and returns what the application saw. */
export type See = (interceptors: MakeInterceptors) => Promise<Log>;

/** Generates calls of every kind to a server. */
export function anyCall(demo: string, fetch?: FetchLike): fc.Arbitrary<See> {
  return fc
    .record({
      protocol: protocols,
      kind: fc.constantFrom(...Object.keys(calls)),
      chosen: fc.record({
        sentence: fc.string({ maxLength: 20 }),
        code: fc.integer({ min: 1, max: 16 }),
        count: fc.integer({ min: 0, max: 5 }),
      }),
    })
    .map((call) => {
      const { protocol, kind, chosen } = call;
      return shown(call, (interceptors) => {
        const log: Log = [];
        const client = demoClient(protocol, demo, kind === "timeOut" ? silent : fetch, interceptors(log));
        return seenBy(
          (into, options, abort) => calls[kind]?.(client, options, into, chosen, abort) as Promise<void>,
          log,
        );
      });
    });
}

/** Generates streams whose bodies are split into chunks in any way, and read in any way up to any message. */
export function anyStream(): fc.Arbitrary<See> {
  const shape = fc.record({
    messages: fc.integer({ min: 0, max: 40 }),
    ending: fc.constantFrom("ok", "error", "none", "break"),
    sizes: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 8 }),
  });
  const reading = fc.record({
    way: fc.constantFrom("each", "batches", "pipe"),
    leaveAfter: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
    abortAfter: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
  });
  return fc.tuple(protocols, shape, reading).map(([protocol, body, how]) =>
    shown({ protocol, body, how }, (interceptors) => {
      const log: Log = [];
      const client = demoClient(protocol, "http://localhost", preparedFetch(protocol, body), interceptors(log));
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
  );
}

/** Describes a call in the output of a failed property: by what it does, not by its source. */
function shown(what: object, see: See): See {
  return Object.assign(see, { [fc.toStringMethod]: () => JSON.stringify(what) });
}

interface Shape {
  messages: number;
  ending: string;
  sizes: number[];
}

/** Responds with numbered messages, in chunks of the given sizes, over and over. */
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
