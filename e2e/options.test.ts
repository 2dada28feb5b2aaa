import {
  Code,
  type CommonTransportOptions,
  ConnectError,
  ContextValues,
  connect,
  createClient,
  createConnectTransport,
  createContextKey,
  createGrpcWebTransport,
  createTransport,
  decodeBinaryHeader,
  encodeBinaryHeader,
  type Interceptor,
  protoBinary,
  type RequestContext,
  ResponseMetadata,
  type Transport,
  type UnaryInterceptor,
} from "farcall";
import { describe, expect, inject, it } from "vitest";
import { DemoService } from "../playground/gen/demo/v1/demo_pb.ts";
import { collect } from "./servers/collect.ts";
import { scriptUrl } from "./servers/script.ts";

const { demo, scripted } = inject("addresses");

describe.each<[string, (options: CommonTransportOptions) => Transport]>([
  ["Connect", createConnectTransport],
  ["gRPC-Web", createGrpcWebTransport],
])("options of a %s call", (_, createTransport) => {
  const clientWith = (options: Partial<CommonTransportOptions> = {}) =>
    createClient(DemoService, createTransport({ baseUrl: demo, ...options }));
  const client = clientWith();

  it("fill ResponseMetadata when the call succeeds and when it fails", async () => {
    const metadata = new ResponseMetadata();
    expect([...metadata.headers]).toEqual([]);
    await client.echo({ headers: { "x-a": "1" }, trailers: { "x-b": "2" } }, { metadata });
    expect([metadata.headers.get("x-a"), metadata.trailers.get("x-b")]).toEqual(["1", "2"]);
    const failed = new ResponseMetadata();
    await client.fail({ code: 3 }, { metadata: failed }).catch(() => {});
    expect(failed.headers.get("demo-failure") ?? failed.trailers.get("demo-failure")).toBe("invalid_argument");
  });

  it("capture metadata without touching the call", async () => {
    const unary = ResponseMetadata.capture(() => client.echo({ headers: { "x-a": "1" } }));
    const stream = ResponseMetadata.capture(() => client.introduce({ name: "Ada" }));
    await unary.result;
    await collect(stream.result); // starts long after the capture has ended
    expect(unary.metadata.headers.get("x-a")).toBe("1");
    expect(stream.metadata.trailers.get("demo-mood")).toBe("cheerful");
  });

  it("call onHeader when the response starts and onTrailer when it has ended", async () => {
    const order: string[] = [];
    const options = {
      onHeader: (headers: Headers) => order.push(`headers ${headers.get("demo-sentences")}`),
      onTrailer: (trailers: Headers) => order.push(`trailers ${trailers.get("demo-mood")}`),
    };
    for await (const _ of client.introduce({ name: "Ada" }, options)) {
      order.push("message");
    }
    expect(order).toEqual(["headers 5", ...Array(5).fill("message"), "trailers cheerful"]);
  });

  it("fail a call with what its callbacks throw, unless it has already failed", async () => {
    const cause = new RangeError("mine");
    const onTrailer = () => {
      throw cause;
    };
    const failure = { code: 5, message: "gone" };
    for (const call of [
      () => client.say({ sentence: "hi" }, { onTrailer }),
      () => collect(client.introduce({ name: "Ada" }, { onTrailer })),
    ]) {
      await expect(call()).rejects.toMatchObject({ name: "ConnectError", code: Code.Unknown, cause });
    }
    const stream = client.failLater({ after: 1, failure }, { onTrailer });
    await expect(collect(stream)).rejects.toMatchObject({ name: "ConnectError", code: Code.NotFound });
    for await (const _ of client.introduce({ name: "Ada" }, { onTrailer })) {
      break; // leaving does not throw
    }
  });

  it("set a timeout on the transport that a call can shorten or disable", async () => {
    const hasty = clientWith({ timeoutMs: 40 });
    await expect(hasty.wait({ durationMs: 10_000 })).rejects.toMatchObject({ code: Code.DeadlineExceeded });
    await expect(hasty.wait({ durationMs: 100 }, { timeoutMs: 0 })).resolves.toBeDefined();
    await expect(client.wait({ durationMs: 10_000 }, { timeoutMs: 40 })).rejects.toMatchObject({
      code: Code.DeadlineExceeded,
    });
  });

  it.each([
    ["a timeout that is not a number", { timeoutMs: Number.NaN }, Code.InvalidArgument, /timeoutMs/],
    ["a deadline that has passed", { timeoutMs: -5 }, Code.DeadlineExceeded, /timed out after -5 ms/],
    ["a header name that HTTP does not allow", { headers: { "bad name": "x" } }, Code.InvalidArgument, /bad name/],
    ["a header value that HTTP does not allow", { headers: { "x-a": "line\nbreak" } }, Code.InvalidArgument, /-bin/],
  ])("refuse %s", async (_, options, code, message) => {
    for (const call of [() => client.say({}, options), () => collect(client.introduce({}, options))]) {
      const error = await call().catch((e) => e);
      expect(error).toBeInstanceOf(ConnectError);
      expect(error).toMatchObject({ code, rawMessage: expect.stringMatching(message) });
    }
  });

  it("refuse a request that does not match its schema, naming message and field", async () => {
    // @ts-expect-error a string instead of a number
    const error = await client.wait({ durationMs: "soon" }).catch((e) => e);
    expect(error).toMatchObject({
      name: "ConnectError",
      code: Code.InvalidArgument,
      rawMessage: expect.stringMatching(/demo\.v1\.WaitRequest.*duration_ms/),
    });
    // @ts-expect-error a number instead of a list
    const early = await client.fail({ reasons: 5 }).catch((e) => e);
    expect(early).toMatchObject({ name: "ConnectError", code: Code.InvalidArgument });
    // @ts-expect-error likewise; a stream fails when it is read
    await expect(collect(client.failLater({ failure: { reasons: 5 } }))).rejects.toMatchObject({
      name: "ConnectError",
      code: Code.InvalidArgument,
    });
  });

  it("carry bytes in headers and trailers whose names end in -bin", async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    const value = encodeBinaryHeader(bytes);
    const metadata = new ResponseMetadata();
    const options = { headers: { "there-bin": value }, metadata };
    const { received } = await client.echo(
      { headers: { "back-bin": value }, trailers: { "last-bin": value } },
      options,
    );
    expect(decodeBinaryHeader(received["there-bin"] ?? "")).toEqual(bytes);
    expect(decodeBinaryHeader(metadata.headers.get("back-bin") ?? "")).toEqual(bytes);
    expect(decodeBinaryHeader(metadata.trailers.get("last-bin") ?? "")).toEqual(bytes);
  });

  it("pass fetchOptions to fetch, those of the call overriding those of the transport", async () => {
    const seen: RequestInit[] = [];
    const recording = clientWith({
      fetchOptions: { cache: "no-store", keepalive: true },
      fetch: (url, init) => {
        seen.push(init);
        return fetch(url, init);
      },
    });
    await recording.say({ sentence: "hi" }, { fetchOptions: { keepalive: false } });
    expect(seen[0]).toMatchObject({ cache: "no-store", keepalive: false, redirect: "manual", method: "POST" });
  });

  it("do not follow redirects, and do not report them as network failures", async () => {
    const headers = { location: `${demo}/demo.v1.DemoService/Say` };
    const redirected = clientWith({ baseUrl: scriptUrl(scripted, { status: 307, headers }) });
    await expect(redirected.say({ sentence: "hi" })).rejects.toMatchObject({ code: Code.Unknown });
  });

  it("turn whatever a fetch or an interceptor throws into a ConnectError", async () => {
    const thrown = [new Error("mine"), "a string", undefined, null, { odd: true }];
    for (const value of thrown) {
      const rejecting = clientWith({ fetch: () => Promise.reject(value) });
      const throwing = clientWith({
        interceptors: [
          {
            interceptUnary: () => {
              throw value;
            },
            interceptServerStream: () => {
              throw value;
            },
          },
        ],
      });
      for (const odd of [rejecting, throwing]) {
        await expect(odd.say({})).rejects.toMatchObject({ name: "ConnectError", cause: value });
        await expect(collect(odd.introduce({}))).rejects.toMatchObject({ name: "ConnectError", cause: value });
      }
    }
  });
});

describe.each<[string, (options: CommonTransportOptions) => Transport]>([
  ["Connect", createConnectTransport],
  ["gRPC-Web", createGrpcWebTransport],
])("interceptors of a %s client", (_, createTransport) => {
  it("run from the client's first to the transport's last", async () => {
    const order: string[] = [];
    const named = (name: string): Interceptor => ({
      async interceptUnary(next, request, ctx) {
        order.push(`${name} in`);
        const response = await next(request, ctx);
        order.push(`${name} out`);
        return response;
      },
    });
    const transport = createTransport({ baseUrl: demo, interceptors: [named("transport")] });
    await createClient(DemoService, transport, { interceptors: [named("client")] }).say({ sentence: "hi" });
    expect(order).toEqual(["client in", "transport in", "transport out", "client out"]);
  });

  it("are composed once per method, not for each call", async () => {
    let looks = 0;
    const interceptor = {
      get interceptUnary() {
        looks++;
        return ((next, request, ctx) => next(request, ctx)) satisfies UnaryInterceptor["interceptUnary"];
      },
    };
    const client = createClient(DemoService, createTransport({ baseUrl: demo, interceptors: [interceptor] }));
    await client.say({ sentence: "one" });
    const after = looks;
    await client.say({ sentence: "two" });
    await client.say({ sentence: "three" });
    expect(looks).toBe(after);
  });

  it("see and change headers, request, response and stream messages", async () => {
    const interceptor: Interceptor = {
      async interceptUnary(next, request, ctx) {
        ctx.requestHeaders.set("x-added", ctx.method.name);
        return next(request, ctx);
      },
      async *interceptServerStream(next, request, ctx) {
        for await (const message of next({ ...request, name: "Grace" } as typeof request, ctx)) {
          yield message;
        }
      },
    };
    const client = createClient(DemoService, createTransport({ baseUrl: demo, interceptors: [interceptor] }));
    expect((await client.echo({})).received["x-added"]).toBe("Echo");
    expect((await collect(client.introduce({ name: "Ada" })))[0]?.sentence).toContain("Hello Grace");
  });

  it("may leave one stream and open another with the same context", async () => {
    const twice: Interceptor = {
      async *interceptServerStream(next, request, ctx) {
        for await (const message of next(request, ctx)) {
          yield message;
          break;
        }
        yield* next(request, ctx);
      },
    };
    const client = createClient(DemoService, createTransport({ baseUrl: demo, interceptors: [twice] }));
    expect(await collect(client.introduce({ name: "Ada", intervalMs: 5 }))).toHaveLength(6);
  });

  it("of the metadata kind see the start and end of every call, with its error", async () => {
    const log: string[] = [];
    let headersSeen = false;
    const watch = {
      onStart: (ctx: RequestContext) => ctx.method.name,
      onEnd: (token: string, ctx: RequestContext, error: ConnectError | undefined) => {
        log.push(`${token} ${error?.code ?? "ok"}`);
        headersSeen ||= ctx.responseHeaders.has("content-type");
      },
    };
    const client = createClient(DemoService, createTransport({ baseUrl: demo, interceptors: [watch] }));
    await client.say({ sentence: "hi" });
    await collect(client.introduce({}));
    await client.fail({ code: 5 }).catch(() => {});
    await collect(client.failLater({ failure: { code: 6 }, after: 1 })).catch(() => {});
    await client.wait({ durationMs: 9_000 }, { timeoutMs: 30 }).catch(() => {});
    await collect(client.tick({ perSecond: 10 }, { timeoutMs: 1_500 })).catch(() => {});
    await client.wait({ durationMs: 9_000 }, { signal: AbortSignal.abort() }).catch(() => {});
    for await (const _ of client.tick({ perSecond: 10 })) {
      break;
    }
    expect(log).toEqual([
      "Say ok",
      "Introduce ok",
      "Fail not_found",
      "FailLater already_exists",
      "Wait deadline_exceeded",
      "Tick deadline_exceeded",
      "Wait canceled",
      "Tick canceled",
    ]);
    expect(headersSeen).toBe(true);
  });

  it("that never return cannot delay a call beyond its deadline", async () => {
    const hang: Interceptor = { onStart: () => new Promise(() => {}) };
    const client = createClient(DemoService, createTransport({ baseUrl: demo, interceptors: [hang] }));
    await expect(client.say({}, { timeoutMs: 30 })).rejects.toMatchObject({ code: Code.DeadlineExceeded });
    await expect(collect(client.introduce({}, { timeoutMs: 30 }))).rejects.toMatchObject({
      code: Code.DeadlineExceeded,
    });
  });

  it("share values with the caller", async () => {
    const attempts = createContextKey(0, { description: "attempts" });
    const values = new ContextValues().set(attempts, 41);
    const count: Interceptor = { onStart: (ctx) => void ctx.values.set(attempts, ctx.values.get(attempts) + 1) };
    const client = createClient(DemoService, createTransport({ baseUrl: demo, interceptors: [count] }));
    await client.say({ sentence: "hi" }, { values });
    expect(values.get(attempts)).toBe(42);
  });

  it("know the call: URL, addresses, protocol, time left", async () => {
    const seen: RequestContext[] = [];
    const look: Interceptor = { onStart: (ctx) => void seen.push(ctx) };
    const transport = createTransport({ baseUrl: demo, interceptors: [look], timeoutMs: 60_000 });
    await createClient(DemoService, transport).say({ sentence: "hi" });
    const [ctx] = seen;
    expect(ctx?.url).toBe(`${demo}/demo.v1.DemoService/Say`);
    expect(ctx?.serverAddress).toBe(new URL(demo).host);
    expect(ctx?.clientAddress).toBeUndefined();
    expect(ctx?.httpMethod).toBe("POST");
    expect(ctx?.timeoutMs).toBeGreaterThan(0);
    expect(ctx?.timeoutMs).toBeLessThanOrEqual(60_000);
    expect(ctx?.requestHeaders.get("content-type")).toMatch(/^application\//);
  });
});

describe("createTransport", () => {
  const parts = { protocol: connect(), codec: protoBinary() };

  it.each([
    ["htp:/x", /expected "https:/],
    ["http://", /expected "https:/],
    ["https://api.example.com?x=1", /expected "https:/],
    ["https://user:secret@api.example.com", /expected "https:/],
  ])("refuses the base URL %s", (baseUrl, message) => {
    expect(() => createTransport({ ...parts, baseUrl })).toThrow(ConnectError);
    expect(() => createTransport({ ...parts, baseUrl })).toThrow(message);
  });

  it.each([
    ["https://api.example.com/", "https://api.example.com"],
    ["https://api.example.com/prefix//", "https://api.example.com/prefix"],
    ["HTTP://LOCALHOST:80", "http://localhost"],
  ])("treats %s as %s", (baseUrl, expected) => {
    expect(createTransport({ ...parts, baseUrl }).baseUrl).toBe(expected);
  });

  it("refuses gRPC with a message that names gRPC-Web", () => {
    // @ts-expect-error not a protocol that a browser can speak
    expect(() => createTransport({ ...parts, baseUrl: demo, protocol: "grpc" })).toThrow(/grpcWeb\(\)/);
  });

  it("refuses a readMaxBytes that is not a size", () => {
    expect(() => createTransport({ ...parts, baseUrl: demo, readMaxBytes: Number.NaN })).toThrow(/readMaxBytes/);
  });

  it("can be handed to createClient as options", async () => {
    const client = createClient(DemoService, { ...parts, baseUrl: demo });
    expect((await client.say({ sentence: "hi" })).sentence).toBe("You said: hi");
  });
});
