import {
  Code,
  type CommonTransportOptions,
  createClient,
  createConnectTransport,
  createGrpcWebTransport,
  gzip,
  type Transport,
} from "farcall";
import { describe, expect, inject, it } from "vitest";
import { DemoService } from "../playground/gen/demo/v1/demo_pb.ts";
import { collect } from "./servers/collect.ts";
import { chunks, connectEnd, frame, grpcWebEnd, sentence } from "./servers/frames.ts";
import { scriptUrl, seen } from "./servers/script.ts";

const { stockCors, recommendedCors, scripted } = inject("addresses");

describe.each<[string, (options: CommonTransportOptions) => Transport]>([
  ["Connect", createConnectTransport],
  ["gRPC-Web", createGrpcWebTransport],
])("%s to a server with the default CORS headers", (_, createTransport) => {
  const client = createClient(DemoService, createTransport({ baseUrl: stockCors }));

  it("makes unary calls with default options, also with a timeout", async () => {
    expect((await client.say({ sentence: "hi" })).sentence).toContain("hi");
    expect((await client.say({ sentence: "x".repeat(5000) }, { timeoutMs: 60_000 })).sentence).toContain("xxx");
  });

  it("makes streaming calls with default options, also with a timeout", async () => {
    expect(await collect(client.introduce({ name: "Ada" }))).toHaveLength(2);
    expect(await collect(client.introduce({ name: "Ada" }, { timeoutMs: 60_000 }))).toHaveLength(2);
  });

  it("reads errors", async () => {
    await expect(client.fail({ code: 5, message: "no hat" })).rejects.toMatchObject({
      code: Code.NotFound,
      rawMessage: "no hat",
    });
    await expect(collect(client.failLater({ failure: { code: 5, message: "no hat" } }))).rejects.toMatchObject({
      code: Code.NotFound,
    });
  });

  it("names CORS, the origin and the headers when a requested header is not allowed", async () => {
    const error = await client.say({ sentence: "hi" }, { headers: { "x-custom": "1" } }).catch((e) => e);
    expect(error.code).toBe(Code.Unavailable);
    expect(error.rawMessage).toMatch(/CORS/);
    expect(error.rawMessage).toContain(location.origin);
    expect(error.rawMessage).toContain("x-custom");
  });

  it("uses a compression that was requested, even if the server refuses the header", async () => {
    const transport = createTransport({ baseUrl: stockCors, sendCompression: gzip(), compressMinBytes: 0 });
    const error = await createClient(DemoService, transport)
      .say({ sentence: "hi" })
      .catch((e) => e);
    expect(error.code).toBe(Code.Unavailable);
    expect(error.rawMessage).toMatch(/content-encoding|grpc-encoding/);
  });
});

describe.each<[string, (options: CommonTransportOptions) => Transport]>([
  ["Connect", createConnectTransport],
  ["gRPC-Web", createGrpcWebTransport],
])("%s to a server with the recommended CORS headers", (_, createTransport) => {
  it("calls with compression in both directions, a timeout, a token and a trace", async () => {
    const options = { sendCompression: gzip(), acceptCompression: [gzip()], compressMinBytes: 0 };
    const client = createClient(DemoService, createTransport({ baseUrl: recommendedCors, ...options }));
    const headers = {
      authorization: "Bearer 1",
      traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    };
    const call = { headers, timeoutMs: 60_000 };
    expect((await client.say({ sentence: "x".repeat(5000) }, call)).sentence).toContain("xxx");
    expect(await collect(client.introduce({ name: "Ada" }, call))).toHaveLength(2);
    await expect(client.fail({ code: 5, message: "no hat" }, call)).rejects.toMatchObject({ code: Code.NotFound });
  });

  it("calls with GET", async () => {
    const transport = createConnectTransport({ baseUrl: recommendedCors, useGet: true });
    expect((await createClient(DemoService, transport).say({ sentence: "hi" })).sentence).toContain("hi");
  });
});

describe("response headers that the server does not expose", () => {
  const introduce = (createTransport: (options: CommonTransportOptions) => Transport, baseUrl: string) =>
    collect(createClient(DemoService, createTransport({ baseUrl })).introduce({}));

  it("a trailers-only response without a visible grpc-status says which header to expose", async () => {
    const headers = { "content-type": "application/grpc-web+proto", "grpc-status": "5", "grpc-message": "no hat" };
    const baseUrl = scriptUrl(scripted, { headers, expose: "content-type" });
    await expect(introduce(createGrpcWebTransport, baseUrl)).rejects.toMatchObject({
      code: Code.Unknown,
      rawMessage: expect.stringMatching(/grpc-status.*Access-Control-Expose-Headers/),
    });
    const exposed = scriptUrl(scripted, { headers, expose: "Grpc-Status, Grpc-Message" });
    await expect(introduce(createGrpcWebTransport, exposed)).rejects.toMatchObject({
      code: Code.NotFound,
      rawMessage: "no hat",
    });
  });

  it.each([
    ["Connect-Content-Encoding", createConnectTransport, "application/connect+proto", connectEnd()],
    ["Grpc-Encoding", createGrpcWebTransport, "application/grpc-web+proto", grpcWebEnd()],
  ])("a compressed stream whose %s is hidden says so", async (name, createTransport, type, end) => {
    const compressed = await gzip().compress(sentence("one"));
    const baseUrl = scriptUrl(scripted, {
      headers: { "content-type": type, [name]: "gzip" },
      chunks: chunks(frame(1, compressed), end),
      expose: "content-type",
    });
    await expect(introduce(createTransport, baseUrl)).rejects.toMatchObject({
      code: Code.Internal,
      rawMessage: expect.stringMatching(new RegExp(`${name}.*Access-Control-Expose-Headers`)),
    });
  });
});

describe("what a call sends by default", () => {
  const stock = [
    "content-type",
    "connect-protocol-version",
    "connect-timeout-ms",
    "grpc-timeout",
    "x-grpc-web",
    "x-user-agent",
  ];

  it.each([
    ["Connect", createConnectTransport],
    ["gRPC-Web", createGrpcWebTransport],
  ])("cross-origin over %s sends only headers of the default list", async (_, createTransport) => {
    const id = crypto.randomUUID();
    const client = createClient(
      DemoService,
      createTransport({ baseUrl: scriptUrl(scripted, { id }), timeoutMs: 60_000 }),
    );
    await client.say({ sentence: "x".repeat(5000) }).catch(() => {});
    const { headers } = await seen(scripted, id);
    const own = Object.keys(headers).filter(
      (name) => /^(connect|grpc|x|content)-/.test(name) && name !== "content-length",
    );
    expect(stock).toEqual(expect.arrayContaining(own));
    expect(own).toContain("content-type");
  });
});
