/** Interceptors of each library around calls of the other. */
import {
  createClient as createEsClient,
  createRouterTransport,
  Code as EsCode,
  ConnectError as EsError,
  type Interceptor as EsInterceptor,
} from "@connectrpc/connect";
import { createConnectTransport as createEsConnectTransport } from "@connectrpc/connect-web";
import { describe, expect, inject, it, vi } from "vitest";
import { collect } from "../../e2e/servers/collect.ts";
import { demoRoutes } from "../../e2e/servers/connect-node-service.ts";
import { sentences } from "../../e2e/servers/sentences.ts";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";
import { createClient } from "../client/client.ts";
import { createConnectTransport } from "../client/connect-transport.ts";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import type { Interceptor } from "../core/interceptor.ts";
import type { RequestContext } from "../core/request-context.ts";
import { ResponseMetadata } from "../core/response-metadata.ts";
import { createFetchHandler } from "../server/fetch-handler.ts";
import { createInMemoryTransport } from "../server/in-memory-transport.ts";
import { service } from "../server/service.ts";
import { mockTransport } from "../testing/mock-transport.ts";
import { fromConnectEsInterceptor } from "./from-interceptor.ts";
import { toConnectEsInterceptor } from "./to-interceptor.ts";

const { demo } = inject("addresses");

/** The properties that errors of both libraries share. */
type Failure = Error & { readonly details: readonly unknown[]; readonly metadata: Headers };

async function failureOf(call: Promise<unknown>): Promise<Failure> {
  return call.then(
    () => expect.fail("it succeeded"),
    (reason) => reason,
  );
}

/** A connect-es interceptor that logs each message and each end. */
function esLogger(log: string[]): EsInterceptor {
  return (next) => async (request) => {
    request.header.set("x-logged", "yes");
    log.push(`> ${request.method.name}`);
    try {
      const response = await next(request);
      if (!response.stream) {
        log.push(`< ${response.message.$typeName} ${response.header.get("content-type")}`);
        return response;
      }
      const { message } = response;
      async function* noted() {
        for await (const one of message) {
          log.push(`- ${one.$typeName}`);
          yield one;
        }
        log.push(`< ${response.trailer.get("demo-mood") ?? "end"}`);
      }
      return { ...response, message: noted() };
    } catch (reason) {
      log.push(`! ${EsCode[EsError.from(reason).code]}`);
      throw reason;
    }
  };
}

describe("a connect-es interceptor around Farcall calls", () => {
  it("sees all four kinds of calls, and sends the headers it sets", async () => {
    const log: string[] = [];
    const transport = createConnectTransport({
      baseUrl: demo,
      interceptors: [fromConnectEsInterceptor(esLogger(log))],
    });
    const client = createClient(DemoService, transport);
    expect((await client.echo({})).received["x-logged"]).toBe("yes");
    await collect(client.introduce({ name: "Ada" }));
    expect((await client.summarize(sentences("a b", "c"))).words).toBe(3);
    expect(await collect(client.converse(sentences("a")))).toHaveLength(1);
    expect(log.filter((line) => !line.startsWith("- demo.v1.Intro"))).toEqual([
      "> Echo",
      "< demo.v1.EchoResponse application/proto",
      "> Introduce",
      expect.stringMatching(/^< (?!end)/),
      "> Summarize",
      "- demo.v1.SummarizeResponse",
      "< end",
      "> Converse",
      "- demo.v1.ConverseResponse",
      "< end",
    ]);
  });

  it("sees errors as its own, and the caller gets the very error of the call", async () => {
    const log: string[] = [];
    const seen: unknown[] = [];
    const spy: EsInterceptor = (next) => (request) =>
      next(request).catch((reason) => {
        seen.push(reason);
        throw reason;
      });
    const transport = createConnectTransport({
      baseUrl: demo,
      interceptors: [fromConnectEsInterceptor(esLogger(log)), fromConnectEsInterceptor(spy)],
    });
    const client = createClient(DemoService, transport);
    const error = await failureOf(client.fail({ code: 5, message: "no wool", reasons: ["moths"] }));
    expect(error).toBeInstanceOf(ConnectError);
    expect(error).toMatchObject({ code: Code.NotFound, rawMessage: "no wool", method: "demo.v1.DemoService/Fail" });
    expect(error.details).toHaveLength(1);
    expect(seen).toEqual([expect.any(EsError)]);
    expect(log).toEqual(["> Fail", "! NotFound"]);
  });

  it("can fail the call with its own error, or with any other value", async () => {
    const refusing = (reason: Error) => {
      const transport = createConnectTransport({
        baseUrl: demo,
        interceptors: [fromConnectEsInterceptor(() => () => Promise.reject(reason))],
      });
      return createClient(DemoService, transport);
    };
    const refused = new EsError("not you", EsCode.PermissionDenied, { "x-why": "because" });
    const error = await failureOf(refusing(refused).say({}));
    expect(error).toMatchObject({ code: Code.PermissionDenied, rawMessage: "not you" });
    expect(error.metadata.get("x-why")).toBe("because");
    expect(await failureOf(collect(refusing(new RangeError("a bug")).tick({})))).toMatchObject({
      code: Code.Unknown,
      rawMessage: "a bug",
      cause: expect.any(RangeError),
    });
  });

  it("can retry with other headers and another message", async () => {
    using mock = mockTransport(service(DemoService, { say: ({ sentence }) => ({ sentence }) }));
    mock.answerOnce(DemoService.method.say, new ConnectError(Code.Unavailable, "not now"));
    const retry: EsInterceptor = (next) => async (request) => {
      try {
        return await next(request);
      } catch {
        const header = new Headers({ "x-attempt": "2" });
        return next({
          ...request,
          header,
          message: Object.assign({}, request.message, { sentence: "again" }),
        } as typeof request);
      }
    };
    const client = createClient(DemoService, mock.intercept([fromConnectEsInterceptor(retry)]));
    expect((await client.say({ sentence: "once" })).sentence).toBe("again");
    const [first, second] = mock.calls(DemoService.method.say);
    expect([first?.headers.get("x-attempt"), second?.headers.get("x-attempt")]).toEqual([null, "2"]);
  });

  it("can replace headers and trailers of the response", async () => {
    const answering: EsInterceptor = (next) => async (request) => {
      const response = await next(request);
      const header = new Headers({ "x-from": "elsewhere" });
      return { ...response, header, trailer: new Headers({ "x-cost": "0" }) } as typeof response;
    };
    const transport = createConnectTransport({ baseUrl: demo, interceptors: [fromConnectEsInterceptor(answering)] });
    const client = createClient(DemoService, transport);
    const metadata = new ResponseMetadata();
    await client.echo({}, { metadata });
    expect([metadata.headers.get("x-from"), metadata.trailers.get("x-cost")]).toEqual(["elsewhere", "0"]);
    await collect(client.introduce({ name: "Ada" }, { metadata }));
    expect([metadata.headers.get("x-from"), metadata.trailers.get("x-cost")]).toEqual(["elsewhere", "0"]);
  });

  it("can abort an attempt with its own signal, and retry", async () => {
    using mock = mockTransport(service(DemoService, { wait: () => ({}) }));
    let attempts = 0;
    const impatient: EsInterceptor = (next) => async (request) => {
      const controller = new AbortController();
      const attempt = next({ ...request, signal: controller.signal } as typeof request);
      if (attempts++ > 0) {
        return attempt;
      }
      const { signal } = await held.called();
      controller.abort(new DOMException("too slow", "TimeoutError"));
      expect(EsError.from(await failureOf(attempt)).code).toBe(EsCode.DeadlineExceeded);
      await vi.waitFor(() => expect(signal.aborted).toBe(true));
      held.answer({});
      return next(request);
    };
    const held = mock.hold(DemoService.method.wait);
    const client = createClient(DemoService, mock.intercept([fromConnectEsInterceptor(impatient)]));
    await client.wait({});
    expect(mock.calls(DemoService.method.wait)).toHaveLength(2);
  });

  it("does not keep a stream open that the caller closes early", async () => {
    using mock = mockTransport(service(DemoService, {}));
    const feed = mock.feed(DemoService.method.tick);
    feed.push({ index: 1n });
    const client = createClient(DemoService, mock.intercept([fromConnectEsInterceptor(esLogger([]))]));
    for await (const { index } of client.tick({})) {
      expect(index).toBe(1n);
      break;
    }
    await feed.left();
  });

  it("runs on a server, which still hides exceptions from clients", async () => {
    const log: string[] = [];
    const onError = vi.fn();
    const bug = new RangeError("a secret");
    const handler = createFetchHandler({
      interceptors: [fromConnectEsInterceptor(esLogger(log))],
      onError,
      services: [
        service(DemoService, {
          say: () => ({ sentence: "x" }),
          async *tick() {
            yield { index: 1n };
            throw bug;
          },
        }),
      ],
    });
    const client = createClient(DemoService, createInMemoryTransport(handler));
    expect((await client.say({})).sentence).toBe("x");
    expect(await failureOf(collect(client.tick({})))).toMatchObject({ rawMessage: "internal error" });
    expect(onError).toHaveBeenCalledWith(bug, expect.anything());
    expect(log).toEqual(["> Say", "< demo.v1.SayResponse null", "> Tick", "- demo.v1.TickResponse"]);
  });

  it("must be a function", () => {
    expect(() => fromConnectEsInterceptor({} as never)).toThrow("the interceptor is an object, expected a function");
  });
});

/** A Farcall interceptor that logs each call, and each message of a stream. */
function farcallLogger(log: string[]): Interceptor {
  return {
    onStart(ctx: RequestContext) {
      ctx.requestHeaders.set("x-logged", "yes");
      log.push(`> ${ctx.method.name} ${ctx.protocol}`);
    },
    onEnd(_, ctx, error) {
      log.push(`< ${error?.code ?? ctx.responseTrailers.get("demo-mood") ?? "ok"}`);
    },
    async *interceptServerStream(next, request, ctx) {
      for await (const message of next(request, ctx)) {
        log.push("-");
        yield message;
      }
    },
  } satisfies Interceptor & Record<string, unknown> as Interceptor;
}

describe("a Farcall interceptor around connect-es calls", () => {
  it("sees calls of connect-web, and sends the headers it sets", async () => {
    const log: string[] = [];
    const transport = createEsConnectTransport({
      baseUrl: demo,
      interceptors: [toConnectEsInterceptor(farcallLogger(log))],
    });
    const client = createEsClient(DemoService, transport);
    expect((await client.echo({})).received["x-logged"]).toBe("yes");
    const introduced = await collect(client.introduce({ name: "Ada" }));
    expect(log).toEqual([
      "> Echo connect",
      "< ok",
      "> Introduce connect",
      ...introduced.map(() => "-"),
      expect.stringMatching(/^< (?!ok)/),
    ]);
  });

  it("sees client streams and bidirectional streams", async () => {
    const log: string[] = [];
    const transport = createRouterTransport(demoRoutes, {
      transport: { interceptors: [toConnectEsInterceptor(farcallLogger(log))] },
    });
    const client = createEsClient(DemoService, transport);
    expect((await client.summarize(sentences("a b", "c"))).words).toBe(3);
    expect(await collect(client.converse(sentences("a", "b")))).toHaveLength(2);
    expect(log).toEqual(["> Summarize connect", "< ok", "> Converse connect", "< ok"]);
  });

  it("sees errors as its own, and the caller gets the very error of the call", async () => {
    const log: string[] = [];
    const transport = createEsConnectTransport({
      baseUrl: demo,
      interceptors: [toConnectEsInterceptor(farcallLogger(log))],
    });
    const error = await failureOf(createEsClient(DemoService, transport).fail({ code: 5, reasons: ["moths"] }));
    expect(error).toBeInstanceOf(EsError);
    expect(error).toMatchObject({ code: EsCode.NotFound });
    expect(error.details).toHaveLength(1);
    expect(log).toEqual(["> Fail connect", "< not_found"]);
  });

  it("can retry, or fail the call with its own error", async () => {
    let calls = 0;
    const flaky: EsInterceptor = (next) => (request) =>
      calls++ === 0 ? Promise.reject(new EsError("not now", EsCode.Unavailable)) : next(request);
    const retry: Interceptor = {
      async interceptUnary(next, request, ctx) {
        try {
          return await next(request, ctx);
        } catch (reason) {
          expect(reason).toBeInstanceOf(ConnectError);
          return next(request, ctx);
        }
      },
    };
    const refuse: Interceptor = {
      onStart({ method }: RequestContext) {
        if (method.name === "Echo") {
          throw new ConnectError(Code.PermissionDenied, "not you");
        }
      },
    };
    const transport = createEsConnectTransport({
      baseUrl: demo,
      interceptors: [toConnectEsInterceptor(refuse), toConnectEsInterceptor(retry), flaky],
    });
    const client = createEsClient(DemoService, transport);
    expect((await client.say({ sentence: "hi" })).sentence).toContain("hi");
    const error = await failureOf(client.echo({}));
    expect(error).toBeInstanceOf(EsError);
    expect(error).toMatchObject({ code: EsCode.PermissionDenied, rawMessage: "not you" });
  });

  it("knows the remaining time, and is notified of a cancellation", async () => {
    const log: string[] = [];
    let timeoutMs: number | undefined;
    const spy: Interceptor = {
      onStart(ctx: RequestContext) {
        ({ timeoutMs } = ctx);
      },
    };
    const transport = createEsConnectTransport({
      baseUrl: demo,
      interceptors: [toConnectEsInterceptor(farcallLogger(log)), toConnectEsInterceptor(spy)],
    });
    const client = createEsClient(DemoService, transport);
    await client.echo({}, { timeoutMs: 60_000 });
    expect(timeoutMs).toBeGreaterThan(1000);
    const controller = new AbortController();
    const call = failureOf(client.wait({ durationMs: 600_000 }, { signal: controller.signal }));
    await vi.waitFor(() => expect(log).toContain("> Wait connect"));
    controller.abort();
    expect(await call).toMatchObject({ code: EsCode.Canceled });
    await vi.waitFor(() => expect(log.at(-1)).toBe("< canceled"));
  });

  it("is rejected by name if it is invalid", () => {
    expect(() => toConnectEsInterceptor({} as never)).toThrow("interceptors[0]: expected an object with");
  });
});
