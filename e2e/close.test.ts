import {
  Code,
  ConnectError,
  createClient,
  createConnectTransport,
  createGrpcWebTransport,
  type Interceptor,
  type RequestContext,
} from "farcall";
import { describe, expect, inject, it } from "vitest";
import { DemoService } from "../playground/gen/demo/v1/demo_pb.ts";
import { collect } from "./servers/collect.ts";

const { demo } = inject("addresses");

/** Creates a fetch that settles when its signal is aborted, and reports when it is called. */
function hangingFetch() {
  let called: () => void = () => {};
  const isCalled = new Promise<void>((resolve) => {
    called = resolve;
  });
  const fetch = (_: string, { signal }: RequestInit): Promise<Response> =>
    new Promise((_, reject) => {
      signal?.addEventListener("abort", () => reject(signal.reason));
      called();
    });
  return { fetch, isCalled };
}

describe.each([
  ["Connect", createConnectTransport],
  ["gRPC-Web", createGrpcWebTransport],
])("closing a %s transport", (_, createTransport) => {
  it("ends a request whose signal was first read after it was sent", async () => {
    const { fetch, isCalled } = hangingFetch();
    const ends: unknown[] = [];
    const late: Interceptor = {
      async interceptUnary(next, request, ctx) {
        const response = next(request, ctx);
        await isCalled;
        ctx.signal.addEventListener("abort", () => {});
        try {
          return await response;
        } catch (error) {
          ends.push(error);
          throw error;
        }
      },
    };
    const transport = createTransport({ baseUrl: demo, fetch, interceptors: [late] });
    const outcome = createClient(DemoService, transport).say({ sentence: "hi" });
    outcome.catch(() => {});
    await isCalled;
    await Promise.resolve(); // the interceptor has read the signal
    transport.close();
    const error = await outcome.catch((reason) => reason);
    expect(error).toMatchObject({ code: Code.Canceled, rawMessage: "the transport is closed" });
    expect(ends).toEqual([error]);
  });

  it("gives each call its own error, which names what was called", async () => {
    const { fetch } = hangingFetch();
    const transport = createTransport({ baseUrl: demo, fetch });
    const client = createClient(DemoService, transport);
    const calls = [client.say({}), client.echo({}), client.fail({})].map((call) => call.catch((error) => error));
    transport.close();
    const errors: ConnectError[] = await Promise.all(calls);
    expect(errors.map(({ method }) => method?.split("/")[1])).toEqual(["Say", "Echo", "Fail"]);
    expect(new Set(errors).size).toBe(3);
  });
});

describe("an error that is not the call's own", () => {
  const calls = (options: { signal?: AbortSignal }, interceptors: Interceptor[] = []) => {
    const { fetch } = hangingFetch();
    const client = createClient(DemoService, createConnectTransport({ baseUrl: demo, fetch, interceptors }));
    return [client.say({}, options), client.echo({}, options), collect(client.introduce({}, options))].map((call) =>
      call.then(
        () => expect.unreachable("nobody answers"),
        (error: ConnectError) => error,
      ),
    );
  };
  const methods = ["demo.v1.DemoService/Say", "demo.v1.DemoService/Echo", "demo.v1.DemoService/Introduce"];

  it("is left unchanged when it is the reason of the caller's signal", async () => {
    const caller = new AbortController();
    const reason = new ConnectError(Code.Aborted, "left the page", { metadata: { a: "1" } });
    const outcomes = calls(caller);
    caller.abort(reason);
    const errors = await Promise.all(outcomes);
    expect(errors.map(({ method }) => method)).toEqual(methods);
    for (const error of errors) {
      expect(error).toMatchObject({ code: Code.Aborted, rawMessage: "left the page", cause: reason });
      expect(error.metadata.get("a")).toBe("1");
    }
    expect(reason.method).toBeUndefined();
  });

  it.each([
    ["frozen", Object.freeze(new ConnectError(Code.Unauthenticated, "sign in"))],
    ["thrown repeatedly", new ConnectError(Code.Unauthenticated, "sign in")],
  ])("never says that another method has failed, even if it is %s", async (_, constant) => {
    const refusing: Interceptor = {
      onStart() {
        throw constant;
      },
    };
    const errors = await Promise.all(calls({}, [refusing]));
    expect(errors.map(({ code, method }) => [code, method])).toEqual(
      methods.map((method) => [Code.Unauthenticated, method]),
    );
  });
});

describe("a fetch that ignores its signal", () => {
  const deaf = () => new Promise<Response>(() => {});

  it.each(["unary", "stream"])("delays neither the caller nor the interceptors of a %s call", async (kind) => {
    const heard: unknown[] = [];
    const observer: Interceptor = {
      onStart: (ctx: RequestContext) => ctx.method.name,
      onEnd(_, __, error) {
        heard.push(error?.code);
      },
    };
    const transport = createConnectTransport({ baseUrl: demo, fetch: deaf, interceptors: [observer] });
    const client = createClient(DemoService, transport);
    const options = { timeoutMs: 20 };
    const call = kind === "unary" ? client.say({}, options) : collect(client.introduce({}, options));
    await expect(call).rejects.toMatchObject({ code: Code.DeadlineExceeded });
    expect(heard).toEqual([Code.DeadlineExceeded]);
  });
});

describe("fetch", () => {
  class Wrapped {
    fetch = globalThis.fetch;
  }

  it.each([
    ["the platform's own", globalThis.fetch],
    ["one detached from its object", new Wrapped().fetch],
    [
      "one that must not have a receiver",
      function strict(this: unknown, url: string, init: RequestInit) {
        if (this !== undefined) {
          throw new TypeError("Illegal invocation");
        }
        return fetch(url, init);
      },
    ],
  ])("is called without a receiver: %s", async (_, given) => {
    const client = createClient(DemoService, createConnectTransport({ baseUrl: demo, fetch: given }));
    await expect(client.say({ sentence: "hi" })).resolves.toMatchObject({ sentence: expect.any(String) });
    await expect(collect(client.introduce({ name: "Ada" }))).resolves.toHaveLength(5);
  });

  it("receives the headers as a plain record from every kind of call, with or without custom headers", async () => {
    const seen: unknown[] = [];
    const touch: Interceptor = {
      onStart(ctx) {
        ctx.requestHeaders.set("X-Touched", "1");
      },
    };
    for (const interceptors of [[], [touch]]) {
      for (const headers of [undefined, { "X-Own": "1" }, new Headers({ "X-Own": "1" }), [["X-Own", "1"]] as const]) {
        const client = createClient(
          DemoService,
          createConnectTransport({
            baseUrl: demo,
            interceptors,
            fetch(url, init) {
              seen.push(Object.getPrototypeOf(init.headers), init.headers);
              return fetch(url, { ...init, headers: { ...init.headers, "x-key": "k" } as Record<string, string> });
            },
          }),
        );
        const options = headers && { headers: headers as HeadersInit };
        await client.say({ sentence: "hi" }, options);
        await collect(client.introduce({ name: "Ada" }, options));
      }
    }
    expect(seen).toHaveLength(32);
    seen.forEach((value, index) => {
      if (index % 2 === 0) {
        expect(value).toBe(Object.prototype);
      } else {
        expect(Object.keys(value as object).every((name) => name === name.toLowerCase())).toBe(true);
        expect(value).toHaveProperty("content-type");
      }
    });
  });
});

describe("a base URL without an origin", () => {
  it("makes the call fail where there is no page, not the module that sets it", async () => {
    const transport = createConnectTransport({ baseUrl: "/api" });
    const client = createClient(DemoService, transport);
    if (globalThis.location) {
      expect(transport.baseUrl).toBe(`${location.origin}/api`);
      return;
    }
    const refusal = { code: Code.InvalidArgument, rawMessage: expect.stringContaining("/api/demo.v1.DemoService/") };
    await expect(client.say({})).rejects.toMatchObject(refusal);
    await expect(collect(client.introduce({}))).rejects.toMatchObject(refusal);
  });
});
