/** What is measured in a page. Each work is prepared first; running it returns a figure. */
import { frame, joined } from "../../servers/frames.ts";
import { blobChunks, type Chunks, chunksOf, ends, streamOf, streamTypes, unaryTypes } from "./bodies.ts";
import type { Client, Contender, Protocol } from "./contender.ts";
import { fetchPrepared } from "./prepared-response.ts";

/** What a work is run with: which of these, depends on the work. */
export interface WorkInput {
  readonly count?: number;
  readonly chunkBytes?: number;
  readonly mebibytes?: number;
}

type Run = () => Promise<number>;
type Work = (contender: Contender, protocol: Protocol, input: Required<WorkInput>) => Promise<Run>;

const network = globalThis.fetch;
/** The id of each item, as the server of the benchmarks encodes it. */
const itemId = 77_777;

/** Creates a client that receives prepared responses. */
function prepared(contender: Contender, protocol: Protocol, respond: typeof globalThis.fetch): Client {
  globalThis.fetch = respond;
  return contender.connect(protocol);
}

function streamed(contender: Contender, protocol: Protocol, chunks: () => Chunks): Client {
  const headers = { "content-type": streamTypes[protocol] };
  return prepared(contender, protocol, async () => new Response(streamOf(chunks()), { headers }));
}

async function messageBytes(name: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await network(`/messages/${name}`)).arrayBuffer());
}

/** Milliseconds that a call takes, which must return what is expected. */
async function timed(expected: number, call: () => Promise<number>): Promise<number> {
  const start = performance.now();
  const actual = await call();
  const time = performance.now() - start;
  if (actual !== expected) {
    throw new Error(`the benchmark is wrong: ${actual} instead of ${expected}`);
  }
  return time;
}

/** Sooner than setTimeout, which waits for 4 ms when it is called again and again. */
function nextTask(): Promise<unknown> {
  const { port1, port2 } = new MessageChannel();
  port2.postMessage(undefined);
  return new Promise((resolve) => {
    port1.onmessage = resolve;
  });
}

async function streamOfItems(
  contender: Contender,
  protocol: Protocol,
  { count, chunkBytes }: Required<WorkInput>,
): Promise<Client> {
  const item = frame(0, await messageBytes("item"));
  const one = [...Array.from({ length: count }, () => item), ends[protocol]];
  const chunks = chunkBytes ? chunksOf(joined(one), chunkBytes) : one;
  return streamed(contender, protocol, () => chunks);
}

async function unaryBody(protocol: Protocol, message: string): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await messageBytes(message);
  return protocol === "Connect" ? bytes : joined([frame(0, bytes), ends[protocol]]);
}

const works: Record<string, Work> = {
  /** Milliseconds for a stream of `count` items; without `chunkBytes`, each is a chunk of its own. */
  async items(contender, protocol, input) {
    const client = await streamOfItems(contender, protocol, input);
    return () => timed(input.count * itemId, () => client.readItems());
  },

  /** The same in batches, for clients that have them. */
  async batches(contender, protocol, input) {
    const client = await streamOfItems(contender, protocol, input);
    return () => timed(input.count * itemId, () => (client.readBatches ?? client.readItems)());
  },

  /** Milliseconds for one response of `count` nested records. */
  async records(contender, protocol, { count }) {
    const body = await unaryBody(protocol, "records");
    const headers = { "content-type": unaryTypes[protocol] };
    const client = prepared(contender, protocol, async () => new Response(body, { headers }));
    return () => timed(count, () => client.listRecords());
  },

  /** Milliseconds for `count` small calls, one after another. */
  async calls(contender, protocol, { count }) {
    const respond = fetchPrepared(await unaryBody(protocol, "sentence"), unaryTypes[protocol]);
    const client = prepared(contender, protocol, respond);
    return () =>
      timed(count, async () => {
        let answers = 0;
        for (let index = 0; index < count; index++) {
          answers += (await client.say("hello")) === "hello" ? 1 : 0;
        }
        return answers;
      });
  },

  /** Milliseconds from abort() until the reader of a stream is notified, the median of `count`. */
  async abort(contender, protocol, { count }) {
    const item = frame(0, await messageBytes("item"));
    const client = prepared(contender, protocol, async (_, init) => {
      const body = new ReadableStream({
        start(controller) {
          controller.enqueue(item);
          init?.signal?.addEventListener("abort", () => controller.error(init.signal?.reason), { once: true });
        },
      });
      return new Response(body, { headers: { "content-type": streamTypes[protocol] } });
    });
    const once = async () => {
      const controller = new AbortController();
      const iterator = client.openItems(controller.signal)[Symbol.asyncIterator]();
      await iterator.next();
      const notified = iterator.next().then(
        () => Number.NaN,
        () => performance.now(),
      );
      await nextTask();
      const start = performance.now();
      controller.abort();
      return (await notified) - start;
    };
    return async () => {
      const times: number[] = [];
      for (let index = 0; index < count; index++) {
        times.push(await once());
      }
      return times.sort((a, b) => a - b)[count >> 1] ?? Number.NaN;
    };
  },

  /** Milliseconds for `count` large messages from the server. The limit reads the body and does not decode it. */
  async network(contender, protocol, { count, mebibytes }) {
    const client = prepared(contender, protocol, network);
    const payloads = count * mebibytes * 2 ** 20;
    const { readBytes } = client;
    // Each message has an envelope, and a field with a length; the body ends with a frame.
    const body = payloads + count * (5 + 5) + ends[protocol].length;
    return () => (readBytes ? timed(body, readBytes) : timed(payloads, () => client.readBlobs()));
  },

  /** Milliseconds for one message of that size in chunks of `chunkBytes`. */
  async blob(contender, protocol, { mebibytes, chunkBytes }) {
    const bytes = mebibytes * 2 ** 20;
    const client = streamed(contender, protocol, () => blobChunks(bytes, chunkBytes, ends[protocol]));
    return () => timed(bytes, () => client.readBlobs());
  },
};

let run: Run = () => Promise.reject(new Error("nothing is prepared"));

/** Lets the benchmarks measure this page. */
export function expose(contender: Contender): void {
  const bench = {
    /** Prepares a work. Returns false if the contender does not speak the protocol. */
    async prepare(name: string, protocol: Protocol, input: WorkInput): Promise<boolean> {
      const work = works[name];
      if (!work) {
        throw new Error(`no work is called ${name}`);
      }
      if (!contender.protocols.includes(protocol)) {
        return false;
      }
      run = await work(contender, protocol, { count: 0, chunkBytes: 0, mebibytes: 0, ...input });
      return true;
    },
    run: () => run(),
  };
  Object.assign(globalThis, { bench });
}
