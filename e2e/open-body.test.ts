/** The outcome of a call is on the wire: it ends at its end frame, whether or not the connection does. */
import {
  Code,
  type Compression,
  createClient,
  createConnectTransport,
  createGrpcWebTransport,
  type Transport,
} from "farcall";
import { describe, expect, it } from "vitest";
import { DemoService } from "../playground/gen/demo/v1/demo_pb.ts";
import { collect } from "./servers/collect.ts";
import { connectEnd, frame, grpcWebEnd, sentence } from "./servers/frames.ts";

/** Creates a response that stays open after its contents, and reports whether it was canceled. */
function openResponse(contentType: string, pieces: Uint8Array[], headers: Record<string, string> = {}) {
  let left: () => void = () => {};
  const isLeft = new Promise<void>((resolve) => {
    left = resolve;
  });
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) {
        controller.enqueue(piece);
      }
    },
    cancel: () => left(),
  });
  const respond = async () => new Response(body, { headers: { "content-type": contentType, ...headers } });
  return { fetch: respond, isLeft };
}

type End = (error?: { code: Code; number: number; message: string }) => Uint8Array;

const protocols: [string, (fetch: () => Promise<Response>) => Transport, string, End][] = [
  [
    "Connect",
    (fetch) => createConnectTransport({ baseUrl: "/", fetch }),
    "application/connect+proto",
    (error) => connectEnd(error && JSON.stringify({ error: { code: error.code, message: error.message } })),
  ],
  [
    "gRPC-Web",
    (fetch) => createGrpcWebTransport({ baseUrl: "/", fetch }),
    "application/grpc-web+proto",
    (error) => grpcWebEnd(error ? `grpc-status: ${error.number}\r\ngrpc-message: ${error.message}\r\n` : undefined),
  ],
];

describe.each(protocols)("a %s call whose connection stays open", (_, createTransport, type, end) => {
  const clientOf = (fetch: () => Promise<Response>) => createClient(DemoService, createTransport(fetch));
  const gone = { code: Code.NotFound, number: 5, message: "gone" };

  it("ends at its end frame when it streams, and closes the connection after a while", async () => {
    const { fetch, isLeft } = openResponse(type, [frame(0, sentence("one")), end()]);
    expect(await collect(clientOf(fetch).introduce({}))).toHaveLength(1);
    await isLeft;
  });

  it("fails at its end frame when it streams", async () => {
    const { fetch, isLeft } = openResponse(type, [frame(0, sentence("one")), end(gone)]);
    await expect(collect(clientOf(fetch).introduce({}))).rejects.toMatchObject({ code: Code.NotFound });
    await isLeft;
  });

  it("ends at its end frame when it sends many messages and receives one", async () => {
    const { fetch, isLeft } = openResponse(type, [frame(0), end()]);
    await clientOf(fetch).summarize([]);
    await isLeft;
  });

  it.each([
    ["the page of a proxy", "<html><body>502 Bad Gateway</body></html>"],
    ["JSON", '{"error": "no such route"}'],
  ])("fails at the first byte of %s, and shows it", async (_, text) => {
    const { fetch, isLeft } = openResponse(type, [new TextEncoder().encode(text)]);
    const error = await collect(clientOf(fetch).introduce({})).catch((reason) => reason);
    expect(error).toMatchObject({ code: Code.Internal, rawMessage: expect.stringContaining("unknown flags (0x") });
    expect(error.rawMessage).toContain(JSON.stringify(text).slice(1, 12));
    await isLeft;
  });

  it("fails at a header of one byte if its flags are unknown", async () => {
    const { fetch } = openResponse(type, [frame(0, sentence("one")), Uint8Array.of(0x3c)]);
    const read: unknown[] = [];
    const reading = (async () => {
      for await (const message of clientOf(fetch).introduce({})) {
        read.push(message);
      }
    })();
    await expect(reading).rejects.toMatchObject({ code: Code.Internal, rawMessage: expect.stringContaining("0x3c") });
    expect(read).toHaveLength(1);
  });
});

describe("a unary gRPC-Web call whose connection stays open", () => {
  it.each([
    ["succeeds", grpcWebEnd(), undefined],
    ["fails", grpcWebEnd("grpc-status: 5\r\n"), Code.NotFound],
  ])("%s at its trailers", async (_, trailers, code) => {
    const { fetch, isLeft } = openResponse("application/grpc-web+proto", [frame(0, sentence("one")), trailers]);
    const client = createClient(DemoService, createGrpcWebTransport({ baseUrl: "/", fetch }));
    const outcome = await client.say({}).then(
      () => undefined,
      (error) => error.code,
    );
    expect(outcome).toBe(code);
    await isLeft;
  });
});

describe("messages that decompress to much more than their size", () => {
  const messageBytes = 256 * 1024;
  const messages = 64;

  /** Decompresses everything to a message of 256 KiB, and counts. */
  function counting(onInflate: () => void): Compression {
    const large = new Uint8Array(messageBytes);
    large.set([0x0a, 0xfb, 0xff, 0x0f]); // field 1, a string of 262,139 bytes
    large.fill(0x61, 4);
    return {
      name: "gzip",
      compress: (bytes) => bytes,
      decompress() {
        onInflate();
        return large.slice(0, 4 + 262_139);
      },
    };
  }

  const clientWith = (compression: Compression, readMaxBytes?: number) => {
    const body = Uint8Array.of(
      ...Array.from({ length: messages }, () => [...frame(1, Uint8Array.of(1))]).flat(),
      ...connectEnd(),
    );
    const headers = { "content-type": "application/connect+proto", "connect-content-encoding": "gzip" };
    return createClient(
      DemoService,
      createConnectTransport({
        baseUrl: "/",
        acceptCompression: [compression],
        fetch: async () => new Response(body, { headers }),
        ...(readMaxBytes !== undefined && { readMaxBytes }),
      }),
    );
  };

  it.each([undefined, 2 * 1024 * 1024, 300_000])(
    "are decompressed 1 MiB at a time, and none is lost: readMaxBytes %s",
    async (readMaxBytes) => {
      let inflated = 0;
      const client = clientWith(
        counting(() => inflated++),
        readMaxBytes,
      );
      let read = 0;
      let ahead = 0;
      for await (const batch of client.introduce({}).batches()) {
        read += batch.length;
        ahead = Math.max(ahead, inflated - read + batch.length);
      }
      expect(read).toBe(messages);
      expect(ahead).toBeLessThanOrEqual(5);
    },
  );

  it("respect the deadline between batches, however many have arrived", async () => {
    const client = clientWith(
      counting(() => {
        const until = performance.now() + 2;
        while (performance.now() < until) {
          // Blocks the thread, as decompression does.
        }
      }),
      1_000_000,
    );
    let read = 0;
    const reading = (async () => {
      for await (const _ of client.introduce({}, { timeoutMs: 30 })) {
        read++;
      }
    })();
    await expect(reading).rejects.toMatchObject({ code: Code.DeadlineExceeded });
    expect(read).toBeLessThan(messages);
  });

  it("yield to other tasks between batches", async () => {
    const client = clientWith(
      counting(() => {}),
      1_000_000,
    );
    let turns = 0;
    const timer = setInterval(() => turns++);
    let isFirst = true;
    for await (const _ of client.introduce({}).batches()) {
      if (isFirst) {
        turns = 0;
        isFirst = false;
      }
    }
    clearInterval(timer);
    expect(turns).toBeGreaterThan(0);
  });
});
