import { describe, expect, it, vi } from "vitest";
import { Code } from "./code.ts";
import { ConnectError } from "./connect-error.ts";
import { Deadline } from "./deadline.ts";
import type { MetadataInterceptor, UnaryInterceptor } from "./interceptor.ts";
import { composeServerStream, composeUnary } from "./interceptor-chain.ts";
import { type BatchSource, MessageIterator } from "./message-stream.ts";
import type { MethodInfo } from "./method.ts";
import { RequestContext } from "./request-context.ts";

const method: MethodInfo<string, string> = {
  name: "Say",
  serviceName: "demo.v1.DemoService",
  kind: "serverStream",
  idempotencyLevel: "unknown",
  input: { typeName: "demo.v1.SayRequest" },
  output: { typeName: "demo.v1.SayResponse" },
};

function newContext(deadline = new Deadline()): RequestContext<string, string> {
  return new RequestContext({ method, protocol: "connect", url: "https://example.com/", deadline });
}

/** An observer whose tokens count from 1, and the ends of calls reported to it. */
function newObserver() {
  let started = 0;
  const onStart = vi.fn(async () => ++started);
  const onEnd = vi.fn((_token: number, _ctx: RequestContext, _error: ConnectError | undefined) => {});
  return { onStart, onEnd };
}

const gone = new ConnectError(Code.NotFound, "gone");
const answer = async (request: string) => request;
const failing = async (): Promise<string> => {
  throw gone;
};
async function* answers(request: string) {
  yield `${request} 1`;
  yield `${request} 2`;
}

async function collect<T>(messages: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const message of messages) {
    all.push(message);
  }
  return all;
}

describe("a MetadataInterceptor of a unary call", () => {
  it("receives what onStart returned, the context, and no error on success", async () => {
    const observer = newObserver();
    const ctx = newContext();
    expect(await composeUnary([observer], answer)("hi", ctx)).toBe("hi");
    expect(observer.onEnd.mock.calls).toEqual([[1, ctx, undefined]]);
  });

  it("receives the error, which reaches the caller unchanged", async () => {
    const observer = newObserver();
    await expect(composeUnary([observer], failing)("hi", newContext())).rejects.toBe(gone);
    expect(observer.onEnd.mock.lastCall?.[2]).toBe(gone);
  });

  it("receives a ConnectError for anything thrown, which is rethrown unconverted", async () => {
    const observer = newObserver();
    const oops = new TypeError("oops");
    const call = composeUnary([observer], async (): Promise<string> => {
      throw oops;
    });
    await expect(call("hi", newContext())).rejects.toBe(oops);
    expect(observer.onEnd.mock.lastCall?.[2]).toMatchObject({ code: Code.Unknown, rawMessage: "oops", cause: oops });
  });

  it("surrounds the other methods of the same object", async () => {
    const log: string[] = [];
    const both: MetadataInterceptor & UnaryInterceptor = {
      onStart: () => log.push("start"),
      onEnd: () => void log.push("end"),
      interceptUnary: (next, request, ctx) => {
        log.push("intercept");
        return next(request, ctx);
      },
    };
    await composeUnary([both], answer)("hi", newContext());
    expect(log).toEqual(["start", "intercept", "end"]);
  });

  it("fails the call by throwing in onStart, before anything is sent", async () => {
    const observer = newObserver();
    observer.onStart.mockRejectedValue(gone);
    const call = vi.fn(answer);
    await expect(composeUnary([observer], call)("hi", newContext())).rejects.toBe(gone);
    expect(call).not.toHaveBeenCalled();
    expect(observer.onEnd).not.toHaveBeenCalled();
  });

  it("does not hide the call's own error by throwing in onEnd", async () => {
    const observer = newObserver();
    observer.onEnd.mockImplementation(() => {
      throw new Error("the observer's own");
    });
    await expect(composeUnary([observer], failing)("hi", newContext())).rejects.toBe(gone);
  });

  it("may leave out onEnd", async () => {
    expect(await composeUnary([{ onStart: () => {} }], answer)("hi", newContext())).toBe("hi");
    await expect(composeUnary([{ onStart: () => {} }], failing)("hi", newContext())).rejects.toBe(gone);
  });
});

describe("a MetadataInterceptor of a server stream", () => {
  it("is notified of the end without an error when there are no more messages", async () => {
    const observer = newObserver();
    const ctx = newContext();
    expect(await collect(composeServerStream([observer], answers)("hi", ctx))).toEqual(["hi 1", "hi 2"]);
    expect(observer.onEnd.mock.calls).toEqual([[1, ctx, undefined]]);
  });

  it("receives the error, which reaches the caller unchanged", async () => {
    const observer = newObserver();
    const messages = composeServerStream([observer], async function* (): AsyncGenerator<string> {
      yield "one";
      throw gone;
    })("hi", newContext());
    await expect(collect(messages)).rejects.toBe(gone);
    expect(observer.onEnd.mock.calls.map(([, , error]) => error)).toEqual([gone]);
  });

  it("receives canceled when the caller breaks, after the stream itself was closed", async () => {
    const log: string[] = [];
    const observer = newObserver();
    observer.onEnd.mockImplementation((_token, _ctx, error) => void log.push(`end ${error?.code}`));
    const messages = composeServerStream([observer], async function* (): AsyncGenerator<string> {
      try {
        yield "one";
        yield "two";
      } finally {
        log.push("closed");
      }
    })("hi", newContext());
    for await (const _ of messages) {
      break;
    }
    expect(log).toEqual(["closed", "end canceled"]);
  });

  it("receives the reason why the call had to stop rather than that it was closed early", async () => {
    const observer = newObserver();
    const deadline = new Deadline();
    const messages = composeServerStream([observer], answers)("hi", newContext(deadline))[Symbol.asyncIterator]();
    await messages.next();
    const expired = new ConnectError(Code.DeadlineExceeded);
    deadline.abort(expired);
    await messages.return?.();
    expect(observer.onEnd.mock.lastCall?.[2]).toBe(expired);
  });

  it("costs nothing per message: batches pass through unchanged", async () => {
    const batches = [["a", "b", "c"], ["d"]];
    const given = [...batches];
    const source: BatchSource<string> = { pull: async () => given.shift(), cancel: async () => {} };
    const observers = [newObserver(), newObserver()];
    const messages = composeServerStream(observers, () => new MessageIterator(source))("hi", newContext());
    const outer = (messages as MessageIterator<string>).untouchedSource;
    expect(await outer?.pull()).toBe(batches[0]);
    expect(await outer?.pull()).toBe(batches[1]);
    expect(await outer?.pull()).toBeUndefined();
    expect(observers.map(({ onStart, onEnd }) => [onStart.mock.calls.length, onEnd.mock.calls.length])).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });

  it("fails the call by throwing in onStart, before anything is sent", async () => {
    const observer = newObserver();
    observer.onStart.mockRejectedValue(gone);
    const call = vi.fn(answers);
    await expect(collect(composeServerStream([observer], call)("hi", newContext()))).rejects.toBe(gone);
    expect(call).not.toHaveBeenCalled();
    expect(observer.onEnd).not.toHaveBeenCalled();
  });

  it("does not hide the call's own error by throwing in onEnd", async () => {
    const observer = newObserver();
    observer.onEnd.mockImplementation(() => {
      throw new Error("the observer's own");
    });
    const messages = composeServerStream([observer], async function* (): AsyncGenerator<string> {
      yield "one";
      throw gone;
    })("hi", newContext());
    await expect(collect(messages)).rejects.toBe(gone);
  });

  it("is notified of an inner interceptor that throws synchronously", async () => {
    const observer = newObserver();
    const thrower = {
      interceptServerStream(): never {
        throw gone;
      },
    };
    const messages = composeServerStream([observer, thrower], answers)("hi", newContext());
    await expect(collect(messages)).rejects.toBe(gone);
    expect(observer.onEnd.mock.calls.map(([, , error]) => error)).toEqual([gone]);
  });

  it("is notified of the end even if closing the stream fails, which the caller is told", async () => {
    const observer = newObserver();
    const call = composeServerStream([observer], async function* (): AsyncGenerator<string> {
      try {
        yield "one";
      } finally {
        await Promise.reject(new Error("cannot close"));
      }
    });
    const messages = call("hi", newContext())[Symbol.asyncIterator]();
    await messages.next();
    await expect(messages.return?.()).rejects.toThrow("cannot close");
    expect(observer.onEnd).toHaveBeenCalledOnce();
  });

  it("is not notified of a stream that was closed before its first read", async () => {
    const observer = newObserver();
    const call = vi.fn(answers);
    const messages = composeServerStream([observer], call)("hi", newContext());
    await messages[Symbol.asyncIterator]().return?.();
    expect([observer.onStart, observer.onEnd, call].map((mock) => mock.mock.calls)).toEqual([[], [], []]);
  });
});

describe("a MetadataInterceptor of a server stream that is closed during a read", () => {
  it("is notified of the end once", async () => {
    const observer = newObserver();
    let failRead: (error: ConnectError) => void = () => {};
    let reading: () => void = () => {};
    const isReading = new Promise<void>((resolve) => {
      reading = resolve;
    });
    // Like the source of a real response: canceling it fails a pending read.
    const source: BatchSource<string> = {
      pull() {
        reading();
        return new Promise((_, reject) => {
          failRead = reject;
        });
      },
      cancel: async () => failRead(new ConnectError(Code.Canceled)),
    };
    const call = composeServerStream([observer], () => new MessageIterator(source));
    const messages = call("hi", newContext())[Symbol.asyncIterator]();
    const pending = messages.next().catch(() => {});
    await isReading;
    await messages.return?.();
    await pending;
    expect(observer.onEnd.mock.calls.map(([, , error]) => error?.code)).toEqual([Code.Canceled]);
  });

  it("is notified of the end, and nothing is sent, if onStart was still running", async () => {
    const observer = newObserver();
    let release: () => void = () => {};
    const held = new Promise<number>((resolve) => {
      release = () => resolve(1);
    });
    observer.onStart.mockReturnValue(held);
    const call = vi.fn(answers);
    const messages = composeServerStream([observer], call)("hi", newContext())[Symbol.asyncIterator]();
    const pending = messages.next();
    await messages.return?.();
    release();
    expect(await pending).toEqual({ done: true, value: undefined });
    expect(call).not.toHaveBeenCalled();
    expect(observer.onEnd.mock.calls.map(([, , error]) => error?.code)).toEqual([Code.Canceled]);
  });
});
