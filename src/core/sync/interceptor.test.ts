import { describe, expect, it, vi } from "vitest";
import { Code } from "../code.ts";
import { ConnectError } from "../connect-error.ts";
import type { MethodInfo } from "../method.ts";
import { RequestContext } from "../request-context.ts";
import { DeadlineSync } from "./deadline.ts";
import type { InterceptorSync, MetadataInterceptorSync, UnaryInterceptorSync } from "./interceptor.ts";
import {
  composeBidiStreamSync,
  composeClientStreamSync,
  composeServerStreamSync,
  composeUnarySync,
} from "./interceptor-chain.ts";

const method: MethodInfo<string, string> = {
  name: "Say",
  serviceName: "demo.v1.DemoService",
  kind: "unary",
  idempotencyLevel: "unknown",
  input: { typeName: "demo.v1.SayRequest" },
  output: { typeName: "demo.v1.SayResponse" },
};

function newContext(): RequestContext<string, string> {
  const deadline = new DeadlineSync(undefined);
  return new RequestContext({ method, protocol: "connect", url: "https://example.com/", deadline });
}

/** Records when calls of all kinds enter and leave it. */
function passing(name: string, log: string[]) {
  function around<R>(work: () => R): R {
    log.push(`> ${name}`);
    const result = work();
    log.push(`< ${name}`);
    return result;
  }
  function* aroundAll<R>(work: () => Iterable<R>): Generator<R> {
    log.push(`> ${name}`);
    try {
      yield* work();
    } finally {
      log.push(`< ${name}`);
    }
  }
  return {
    interceptUnarySync: (next, request, ctx) => around(() => next(request, ctx)),
    interceptClientStreamSync: (next, requests, ctx) => around(() => next(requests, ctx)),
    interceptServerStreamSync: (next, request, ctx) => aroundAll(() => next(request, ctx)),
    interceptBidiStreamSync: (next, requests, ctx) => aroundAll(() => next(requests, ctx)),
  } satisfies InterceptorSync;
}

/** An observer whose tokens count from 1, and the ends of calls reported to it. */
function newObserver() {
  let started = 0;
  const onStartSync = vi.fn(() => ++started);
  const onEndSync = vi.fn((_token: number, _ctx: RequestContext, _error: ConnectError | undefined) => {});
  return { onStartSync, onEndSync };
}

const gone = new ConnectError(Code.NotFound, "gone");
const answer = (request: string) => `${request}!`;
const failing = (): string => {
  throw gone;
};
function* answers(request: string) {
  yield `${request} 1`;
  yield `${request} 2`;
}
const summary = (requests: Iterable<string>) => [...requests].join("+");
function* echoes(requests: Iterable<string>) {
  yield* requests;
}

const order = ["> a", "> b", "< b", "< a"];

describe("the chain of a synchronous call", () => {
  it("is the call itself without interceptors", () => {
    expect(composeUnarySync([], answer)).toBe(answer);
    expect(composeServerStreamSync([], answers)).toBe(answers);
  });

  it("runs the first interceptor outermost, for every kind", () => {
    const log: string[] = [];
    const both = [passing("a", log), passing("b", log)];
    const ctx = newContext();
    expect(composeUnarySync(both, answer)("hi", ctx)).toBe("hi!");
    expect(log.splice(0)).toEqual(order);
    expect([...composeServerStreamSync(both, answers)("hi", ctx)]).toEqual(["hi 1", "hi 2"]);
    expect(log.splice(0)).toEqual(order);
    expect(composeClientStreamSync(both, summary)(["a", "b"], ctx)).toBe("a+b");
    expect(log.splice(0)).toEqual(order);
    expect([...composeBidiStreamSync(both, echoes)(["a", "b"], ctx)]).toEqual(["a", "b"]);
    expect(log.splice(0)).toEqual(order);
  });

  it("skips interceptors of other kinds", () => {
    const other: InterceptorSync = { interceptBidiStreamSync: (next, requests, ctx) => next(requests, ctx) };
    expect(composeUnarySync([other], answer)).toBe(answer);
  });

  it("lets an interceptor replace the request, continue twice, and respond by itself", () => {
    const twice: UnaryInterceptorSync = {
      interceptUnarySync<I, O>(
        next: (request: I, ctx: RequestContext<I, O>) => O,
        request: I,
        ctx: RequestContext<I, O>,
      ) {
        next(request, ctx);
        return next("other" as I, ctx);
      },
    };
    const call = vi.fn(answer);
    expect(composeUnarySync([twice], call)("hi", newContext())).toBe("other!");
    expect(call).toHaveBeenCalledTimes(2);
    const own: InterceptorSync = { interceptUnarySync: <I, O>(_next: unknown, request: I) => request as unknown as O };
    expect(composeUnarySync([own], call)("mine", newContext())).toBe("mine");
    expect(call).toHaveBeenCalledTimes(2);
  });

  it("cleans up from the inside out when a loop ends early", () => {
    const log: string[] = [];
    const cleaned = vi.fn();
    const call = composeServerStreamSync([passing("a", log), passing("b", log)], function* (request: string) {
      try {
        yield* answers(request);
      } finally {
        cleaned([...log]);
      }
    });
    for (const message of call("hi", newContext())) {
      expect(message).toBe("hi 1");
      break;
    }
    expect(cleaned).toHaveBeenCalledExactlyOnceWith(["> a", "> b"]);
    expect(log).toEqual(order);
  });
});

describe("a MetadataInterceptorSync", () => {
  it("receives what onStartSync returned, the context, and no error on success", () => {
    const observer = newObserver();
    const ctx = newContext();
    expect(composeUnarySync([observer], answer)("hi", ctx)).toBe("hi!");
    expect([...composeServerStreamSync([observer], answers)("hi", ctx)]).toHaveLength(2);
    expect(observer.onEndSync.mock.calls).toEqual([
      [1, ctx, undefined],
      [2, ctx, undefined],
    ]);
  });

  it("receives the error, which reaches the caller unchanged", () => {
    const observer = newObserver();
    expect(() => composeUnarySync([observer], failing)("hi", newContext())).toThrow(gone);
    const messages = composeServerStreamSync([observer], function* (): Generator<string> {
      yield "one";
      throw gone;
    })("hi", newContext());
    expect(() => [...messages]).toThrow(gone);
    expect(observer.onEndSync.mock.calls.map(([, , error]) => error)).toEqual([gone, gone]);
  });

  it("receives a ConnectError for anything thrown, which is rethrown unconverted", () => {
    const observer = newObserver();
    const oops = new TypeError("oops");
    const fail = (): never => {
      throw oops;
    };
    const messages = composeServerStreamSync([observer], fail as () => Iterable<string>)("hi", newContext());
    for (const call of [
      () => composeUnarySync([observer], fail as () => string)("hi", newContext()),
      () => [...messages],
    ]) {
      expect(call).toThrow(oops);
      expect(observer.onEndSync.mock.lastCall?.[2]).toMatchObject({
        code: Code.Unknown,
        rawMessage: "oops",
        cause: oops,
      });
    }
    expect(observer.onEndSync).toHaveBeenCalledTimes(2);
  });

  it("surrounds the other methods of the same object", () => {
    const log: string[] = [];
    const both: MetadataInterceptorSync & UnaryInterceptorSync = {
      onStartSync: () => log.push("start"),
      onEndSync: () => void log.push("end"),
      interceptUnarySync(next, request, ctx) {
        log.push("intercept");
        return next(request, ctx);
      },
    };
    composeUnarySync([both], answer)("hi", newContext());
    expect(log).toEqual(["start", "intercept", "end"]);
  });

  it("fails the call by throwing in onStartSync, before anything is sent", () => {
    const observer = newObserver();
    observer.onStartSync.mockImplementation(() => {
      throw gone;
    });
    const call = vi.fn(answer);
    expect(() => composeUnarySync([observer], call)("hi", newContext())).toThrow(gone);
    expect(call).not.toHaveBeenCalled();
    expect(observer.onEndSync).not.toHaveBeenCalled();
  });

  it("fails a successful call by throwing in onEndSync, and hides no other error", () => {
    const observer = newObserver();
    observer.onEndSync.mockImplementation(() => {
      throw new Error("the observer's own");
    });
    expect(() => composeUnarySync([observer], answer)("hi", newContext())).toThrow("the observer's own");
    expect(() => composeUnarySync([observer], failing)("hi", newContext())).toThrow(gone);
  });

  it("starts a stream at its first read", () => {
    const observer = newObserver();
    const messages = composeServerStreamSync([observer], answers)("hi", newContext());
    expect(observer.onStartSync).not.toHaveBeenCalled();
    [...messages];
    expect(observer.onStartSync).toHaveBeenCalledOnce();
  });

  it("receives canceled when the loop ends early", () => {
    const observer = newObserver();
    for (const _ of composeServerStreamSync([observer], answers)("hi", newContext())) {
      break;
    }
    expect(observer.onEndSync.mock.calls).toEqual([
      [1, expect.anything(), expect.objectContaining({ code: Code.Canceled })],
    ]);
  });

  it("may leave out onEndSync", () => {
    const observer = { onStartSync: () => {} };
    expect(composeUnarySync([observer], answer)("hi", newContext())).toBe("hi!");
    expect(() => composeUnarySync([observer], failing)("hi", newContext())).toThrow(gone);
    expect([...composeServerStreamSync([observer], answers)("hi", newContext())]).toHaveLength(2);
  });
});
