import { describe, expect, it } from "vitest";
import { Deadline } from "./deadline.ts";
import type { Interceptor, ServerStreamInterceptor, UnaryInterceptor } from "./interceptor.ts";
import { composeServerStream, composeUnary } from "./interceptor-chain.ts";
import type { MethodInfo } from "./method.ts";
import { RequestContext } from "./request-context.ts";

const method: MethodInfo<string, string> = {
  name: "Say",
  serviceName: "demo.v1.DemoService",
  kind: "unary",
  idempotencyLevel: "unknown",
  input: { typeName: "demo.v1.SayRequest" },
  output: { typeName: "demo.v1.SayResponse" },
};

function newContext(): RequestContext<string, string> {
  return new RequestContext({ method, protocol: "connect", url: "https://example.com/", deadline: new Deadline() });
}

/** Records when calls of both kinds enter and leave it. */
function passing(name: string, log: string[]): UnaryInterceptor & ServerStreamInterceptor {
  return {
    async interceptUnary(next, request, ctx) {
      log.push(`> ${name}`);
      const response = await next(request, ctx);
      log.push(`< ${name}`);
      return response;
    },
    async *interceptServerStream(next, request, ctx) {
      log.push(`> ${name}`);
      yield* next(request, ctx);
      log.push(`< ${name}`);
    },
  };
}

async function collect<T>(messages: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const message of messages) {
    all.push(message);
  }
  return all;
}

const answer = async (request: string) => `${request}!`;
async function* answers(request: string) {
  yield `${request} 1`;
  yield `${request} 2`;
}

describe("composeUnary", () => {
  it("returns the call itself without interceptors", () => {
    expect(composeUnary([], answer)).toBe(answer);
  });

  it("runs the first interceptor outermost", async () => {
    const log: string[] = [];
    const call = composeUnary([passing("a", log), passing("b", log)], answer);
    expect(await call("hi", newContext())).toBe("hi!");
    expect(log).toEqual(["> a", "> b", "< b", "< a"]);
  });

  it("lets an interceptor respond by itself, so that no inner one runs", async () => {
    const log: string[] = [];
    const cache = { interceptUnary: async () => "cached" as never };
    const call = composeUnary([passing("a", log), cache, passing("b", log)], answer);
    expect(await call("hi", newContext())).toBe("cached");
    expect(log).toEqual(["> a", "< a"]);
  });

  it("lets an interceptor continue twice, through all inner ones", async () => {
    const log: string[] = [];
    let attempts = 0;
    const retry: UnaryInterceptor = {
      interceptUnary: (next, request, ctx) => next(request, ctx).catch(() => next(request, ctx)),
    };
    const call = composeUnary([retry, passing("b", log)], async (request: string) => {
      if (attempts++ === 0) {
        throw new Error("try again");
      }
      return request;
    });
    expect(await call("hi", newContext())).toBe("hi");
    expect(log).toEqual(["> b", "> b", "< b"]);
  });

  it("turns an interceptor's synchronous throw into a rejection", async () => {
    const thrower: UnaryInterceptor = {
      interceptUnary() {
        throw new Error("at once");
      },
    };
    await expect(composeUnary([thrower], answer)("hi", newContext())).rejects.toThrow("at once");
  });

  it("calls an interceptor as a method of its object", async () => {
    class Counter implements UnaryInterceptor {
      calls = 0;
      interceptUnary: UnaryInterceptor["interceptUnary"] = function (this: Counter, next, request, ctx) {
        this.calls++;
        return next(request, ctx);
      };
    }
    const counter = new Counter();
    await composeUnary([counter], answer)("hi", newContext());
    expect(counter.calls).toBe(1);
  });

  it("skips interceptors of streams", async () => {
    const streams: Interceptor = { interceptServerStream: (next, request, ctx) => next(request, ctx) };
    expect(composeUnary([streams], answer)).toBe(answer);
  });
});

describe("composeServerStream", () => {
  it("returns the call itself without interceptors of streams", () => {
    const unary: Interceptor = { interceptUnary: (next, request, ctx) => next(request, ctx) };
    expect(composeServerStream([unary], answers)).toBe(answers);
  });

  it("runs the first interceptor outermost", async () => {
    const log: string[] = [];
    const call = composeServerStream([passing("a", log), passing("b", log)], answers);
    expect(await collect(call("hi", newContext()))).toEqual(["hi 1", "hi 2"]);
    expect(log).toEqual(["> a", "> b", "< b", "< a"]);
  });

  it("lets an interceptor respond by itself, or continue twice", async () => {
    const twice: ServerStreamInterceptor = {
      async *interceptServerStream(next, request, ctx) {
        yield* next(request, ctx);
        yield* next(request, ctx);
      },
    };
    const empty: ServerStreamInterceptor = { async *interceptServerStream() {} };
    expect(await collect(composeServerStream([twice], answers)("hi", newContext()))).toHaveLength(4);
    expect(await collect(composeServerStream([empty], answers)("hi", newContext()))).toEqual([]);
  });

  it("sends nothing until the first message is requested", async () => {
    const log: string[] = [];
    const observer: Interceptor = { onStart: () => void log.push("start") };
    const messages = composeServerStream([observer, passing("a", log)], answers)("hi", newContext());
    await undefined;
    expect(log).toEqual([]);
    await collect(messages);
    expect(log).toEqual(["start", "> a", "< a"]);
  });
});
