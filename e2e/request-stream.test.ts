import {
  Code,
  type CommonTransportOptions,
  createClient,
  createConnectTransport,
  createGrpcWebTransport,
  gzip,
  type Interceptor,
  ResponseMetadata,
  type Transport,
} from "farcall";
import { describe, expect, inject, it, vi } from "vitest";
import { DemoService } from "../playground/gen/demo/v1/demo_pb.ts";
import { collect } from "./servers/collect.ts";
import { chunks, connectEnd, frame, grpcWebEnd } from "./servers/frames.ts";
import { scriptUrl, seen } from "./servers/script.ts";

const { demo, scripted } = inject("addresses");

describe.each<[string, (options: CommonTransportOptions) => Transport, string, () => Uint8Array]>([
  ["Connect", createConnectTransport, "application/connect+proto", connectEnd],
  ["gRPC-Web", createGrpcWebTransport, "application/grpc-web+proto", grpcWebEnd],
])("request streams over %s", (_, createTransport, type, end) => {
  const clientWith = (options: Partial<CommonTransportOptions> = {}) =>
    createClient(DemoService, createTransport({ baseUrl: demo, ...options }));

  it("give response metadata like any other call", async () => {
    const metadata = new ResponseMetadata();
    await clientWith().summarize([{ sentence: "one" }, { sentence: "two" }], { metadata });
    expect(metadata.trailers.getAll("demo-heard").join()).toMatch(/one,\s?two/);
  });

  it("fail with what their requests throw, and send nothing", async () => {
    const fetch = vi.fn();
    const client = clientWith({ fetch });
    const requests = async function* () {
      yield { sentence: "one" };
      throw new RangeError("mine");
    };
    const expected = {
      name: "ConnectError",
      code: Code.Unknown,
      rawMessage: "mine",
      cause: expect.any(RangeError),
    };
    await expect(client.summarize(requests())).rejects.toMatchObject(expected);
    await expect(collect(client.converse(requests()))).rejects.toMatchObject(expected);
    expect(fetch).not.toHaveBeenCalled();
  });

  it("end with canceled while requests are being produced, and let the requests clean up", async () => {
    const fetch = vi.fn();
    const left = vi.fn();
    const controller = new AbortController();
    const requests = async function* () {
      try {
        yield { sentence: "one" };
        controller.abort();
        yield { sentence: "two" };
      } finally {
        left();
      }
    };
    await expect(clientWith({ fetch }).summarize(requests(), { signal: controller.signal })).rejects.toMatchObject({
      code: Code.Canceled,
    });
    await expect.poll(() => left).toHaveBeenCalledOnce();
    expect(fetch).not.toHaveBeenCalled();
  });

  it("end with deadline_exceeded when the requests never arrive", async () => {
    const never = { [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => {}) }) };
    const client = clientWith();
    await expect(client.summarize(never, { timeoutMs: 30 })).rejects.toMatchObject({ code: Code.DeadlineExceeded });
    await expect(collect(client.converse(never, { timeoutMs: 30 }))).rejects.toMatchObject({
      code: Code.DeadlineExceeded,
    });
  });

  it.each([
    ["no message", [end()]],
    ["two messages", [frame(0, Uint8Array.of(8, 1)), frame(0, Uint8Array.of(8, 2)), end()]],
  ])("with one response expected refuse %s as unimplemented", async (_name, pieces) => {
    const script = { headers: { "content-type": type }, chunks: chunks(...pieces) };
    const client = clientWith({ baseUrl: scriptUrl(scripted, script) });
    await expect(client.summarize([{}])).rejects.toMatchObject({ code: Code.Unimplemented });
  });

  it("refuse full duplex with an explanation", async () => {
    await expect(collect(clientWith().converse([], { duplex: "full" }))).rejects.toMatchObject({
      code: Code.Unimplemented,
      rawMessage: expect.stringMatching(/fetch.*half duplex/),
    });
  });

  it("pass through interceptors of their kind, message by message", async () => {
    const shout: Interceptor = {
      interceptClientStream: (next, requests, ctx) => next(loud(requests), ctx),
      async *interceptBidiStream(next, requests, ctx) {
        yield* next(loud(requests), ctx);
      },
    };
    async function* loud<I>(requests: AsyncIterable<I>): AsyncIterable<I> {
      for await (const request of requests) {
        const { sentence } = request as { sentence: string };
        yield { ...request, sentence: `${sentence.toUpperCase()} INDEED` };
      }
    }
    const client = clientWith({ interceptors: [shout] });
    expect(await client.summarize([{ sentence: "one" }])).toMatchObject({ words: 2 });
    const [answer] = await collect(client.converse([{ sentence: "one" }]));
    expect(answer?.sentence).toContain("ONE INDEED");
  });

  it("compress messages that are large enough, and no others", async () => {
    const long = "word ".repeat(1000);
    const client = clientWith({ sendCompression: gzip(), acceptCompression: [gzip()] });
    expect(await client.summarize([{ sentence: "one" }, { sentence: long }])).toMatchObject({ words: 1001 });
  });
});

describe("HTTP GET", () => {
  const say = async (options: Partial<CommonTransportOptions>, sentence = "hé llo/+&?") => {
    const id = crypto.randomUUID();
    const requests: { url: string; init: RequestInit }[] = [];
    const transport = createConnectTransport({
      baseUrl: scriptUrl(scripted, { id, headers: { "content-type": "application/proto" } }),
      fetch: (url, init) => {
        requests.push({ url, init });
        return fetch(url, init);
      },
      ...options,
    });
    await createClient(DemoService, transport).say({ sentence });
    const { headers } = await seen(scripted, id);
    return { ...(requests[0] as (typeof requests)[0]), headers };
  };

  it("carries the message in the URL, in the order of the protocol, without extra headers", async () => {
    const { url, init, headers } = await say({ useGet: true, acceptCompression: [], sendCompression: null });
    expect(init.method).toBe("GET");
    expect(init.body).toBeUndefined();
    expect(url.slice(url.indexOf("?"))).toMatch(/^\?connect=v1&base64=1&encoding=proto&message=[\w-]+$/);
    expect(headers).not.toHaveProperty("connect-protocol-version");
    expect(headers).not.toHaveProperty("content-type");
  });

  it("names the compression between base64 and encoding", async () => {
    const { url } = await say({ useGet: true, sendCompression: gzip(), compressMinBytes: 0 });
    expect(url).toMatch(/\?connect=v1&base64=1&compression=gzip&encoding=proto&message=[\w-]+$/);
  });

  it("falls back to POST when the URL would be too long", async () => {
    const { init } = await say({ useGet: true, getMaxUrlBytes: 100 });
    expect(init.method).toBe("POST");
  });

  it("is used only on request, and only for methods without side effects", async () => {
    expect((await say({})).init.method).toBe("POST");
    const methods: (string | undefined)[] = [];
    const transport = createConnectTransport({
      baseUrl: demo,
      useGet: true,
      fetch: (url, init) => {
        methods.push(init.method);
        return fetch(url, init);
      },
    });
    const client = createClient(DemoService, transport);
    await client.echo({});
    await client.say({ sentence: "hi" }, { useGet: false });
    expect(methods).toEqual(["POST", "POST"]);
  });

  it("is understood by an independent server", async () => {
    const { connectNodeHttp1 } = inject("addresses");
    const client = createClient(DemoService, createConnectTransport({ baseUrl: connectNodeHttp1, useGet: true }));
    expect((await client.say({ sentence: "héllo" })).sentence).toBe("connect-node heard: héllo");
  });
});
