import {
  type CallInterceptor,
  Code,
  ConnectError,
  createClient,
  createConnectTransport,
  type Interceptor,
  interceptCall,
  ResponseMetadata,
} from "farcall";
import { createFetchHandler, createInMemoryTransport, type HandlerContext, service } from "farcall/server";
import { describe, expect, it } from "vitest";
import { deferred } from "../../e2e/deferred.ts";
import { collect } from "../../e2e/servers/collect.ts";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";
import type { CallInterception } from "./interceptor.ts";

const kinds = ["unary", "server stream", "client stream", "bidi stream"] as const;
type Kind = (typeof kinds)[number];

/** Creates a client whose attempts, of whatever kind, are answered by the next of these functions. */
function demoClient(
  attempts: ((ctx: HandlerContext, requests: string[]) => void)[],
  interceptors: Interceptor[],
  serverInterceptors: Interceptor[] = [],
) {
  const answer = (ctx: HandlerContext, requests: string[]) => attempts.shift()?.(ctx, requests);
  const sentences = async (requests: AsyncIterable<{ sentence: string }>) =>
    (await collect(requests)).map(({ sentence }) => sentence);
  const implementation = service(DemoService, {
    say({ sentence }, ctx) {
      answer(ctx, [sentence]);
      return { sentence: "1" };
    },
    async *introduce({ name }, ctx) {
      answer(ctx, [name]);
      yield { sentence: "1" };
      yield { sentence: "2" };
    },
    async summarize(requests, ctx) {
      answer(ctx, await sentences(requests));
      return { sentences: 1 };
    },
    async *converse(requests, ctx) {
      answer(ctx, await sentences(requests));
      yield { sentence: "1" };
      yield { sentence: "2" };
    },
  });
  const handler = createFetchHandler({ services: [implementation], interceptors: serverInterceptors });
  return createClient(DemoService, createInMemoryTransport(handler), { interceptors });
}

async function* threeSentences() {
  yield { sentence: "a" };
  yield { sentence: "b" };
  yield { sentence: "c" };
}

function callOf(kind: Kind, client: ReturnType<typeof demoClient>, options: object = {}): Promise<unknown> {
  switch (kind) {
    case "unary":
      return client.say({ sentence: "a" }, options);
    case "server stream":
      return collect(client.introduce({ name: "a" }, options));
    case "client stream":
      return client.summarize(threeSentences(), options);
    case "bidi stream":
      return collect(client.converse(threeSentences(), options));
  }
}

const again: CallInterception = (next) => next().catch(() => next());
const refuse = (ctx: HandlerContext) => {
  ctx.responseHeaders.set("attempt", "first");
  ctx.responseTrailers.set("only-first", "yes");
  throw new ConnectError(Code.Unavailable, "not yet");
};

describe.each(kinds)("interceptCall around a %s", (kind) => {
  it("retries with its current headers and all requests, and drops the first attempt's response headers", async () => {
    const seen: unknown[] = [];
    const note = (ctx: HandlerContext, requests: string[]) =>
      seen.push([ctx.requestHeaders.get("authorization"), requests]);
    const attempts = [
      (ctx: HandlerContext, requests: string[]) => {
        note(ctx, requests);
        refuse(ctx);
      },
      note,
    ];
    const refreshing = interceptCall(async (next, ctx) => {
      ctx.requestHeaders.set("authorization", "old");
      await next().catch((error: ConnectError) => {
        expect(error).toMatchObject({ name: "ConnectError", code: Code.Unavailable });
        ctx.requestHeaders.set("authorization", "new");
        return next();
      });
    });
    const metadata = new ResponseMetadata();
    await callOf(kind, demoClient(attempts, [refreshing]), { metadata });
    const requests = kind === "unary" || kind === "server stream" ? ["a"] : ["a", "b", "c"];
    expect(seen).toEqual([
      ["old", requests],
      ["new", requests],
    ]);
    expect(metadata.headers.has("attempt")).toBe(false);
    expect(metadata.trailers.has("only-first")).toBe(false);
  });

  it("shows no header of an earlier attempt when the last one received no response", async () => {
    const metadata = new ResponseMetadata();
    let sent = 0;
    const transport = createConnectTransport({
      baseUrl: "http://localhost",
      fetch: async () => {
        if (++sent === 1) {
          return new Response("", { status: 503, headers: { attempt: "first" } });
        }
        throw new TypeError("Failed to fetch");
      },
      interceptors: [interceptCall(again)],
    });
    const error = await callOf(kind, createClient(DemoService, transport), { metadata }).catch(ConnectError.from);
    expect(error).toMatchObject({ code: Code.Unavailable });
    expect((error as ConnectError).metadata.has("attempt")).toBe(false);
    expect(metadata.headers.has("attempt")).toBe(false);
    expect(sent).toBe(2);
  });

  it("fails with what it throws, and sends nothing if it throws first", async () => {
    const sent: string[] = [];
    const refusing = interceptCall(() => {
      throw new ConnectError(Code.PermissionDenied, "not you");
    });
    const call = callOf(kind, demoClient([() => sent.push("sent")], [refusing]));
    await expect(call).rejects.toMatchObject({ code: Code.PermissionDenied, rawMessage: "not you" });
    expect(sent).toEqual([]);
  });

  it("fails with what it throws after a success", async () => {
    const late = interceptCall(async (next) => {
      await next();
      throw new Error("too good to be true");
    });
    await expect(callOf(kind, demoClient([], [late]))).rejects.toMatchObject({ code: Code.Unknown });
  });

  it("fails with internal if it returns without calling next", async () => {
    const call = callOf(kind, demoClient([], [interceptCall(() => {})]));
    await expect(call).rejects.toMatchObject({ code: Code.Internal, rawMessage: expect.stringContaining("next()") });
  });

  it("fails with the last attempt's error even if it catches it", async () => {
    const swallowing = interceptCall((next) => next().catch(() => {}));
    await expect(callOf(kind, demoClient([refuse], [swallowing]))).rejects.toMatchObject({ rawMessage: "not yet" });
  });

  it("rejects a concurrent attempt without affecting the first", async () => {
    let second: unknown;
    const hasty = interceptCall(async (next) => {
      const first = next();
      second = await next().catch((error) => error);
      await first;
    });
    await callOf(kind, demoClient([], [hasty]));
    expect(second).toMatchObject({ code: Code.FailedPrecondition, rawMessage: expect.stringContaining("pending") });
  });

  it("rejects an attempt after the call has ended", async () => {
    let kept: Parameters<CallInterception>[0] | undefined;
    const keeping = interceptCall((next) => {
      kept = next;
      return next();
    });
    await callOf(kind, demoClient([], [keeping]));
    expect(kept?.isRepeatable).toBe(false);
    await expect(kept?.()).rejects.toMatchObject({ code: Code.FailedPrecondition });
  });

  it("aborts its pending attempt, and no other call, when it throws", async () => {
    const other = deferred();
    const begun = deferred();
    const aborted: string[] = [];
    const hanging = (name: string) => (ctx: HandlerContext) => {
      if (name === "given up") {
        begun.resolve();
      }
      ctx.signal.addEventListener("abort", () => {
        aborted.push(name);
        other.resolve();
      });
    };
    const handler = createFetchHandler({
      services: [
        service(DemoService, {
          async say(_, ctx) {
            hanging("given up")(ctx);
            return new Promise(() => {});
          },
          async *introduce(_, ctx) {
            hanging("given up")(ctx);
            await new Promise(() => {});
          },
          async summarize(_, ctx) {
            hanging("given up")(ctx);
            return new Promise(() => {});
          },
          async *converse(_, ctx) {
            hanging("given up")(ctx);
            await new Promise(() => {});
          },
          async wait(_, ctx) {
            hanging("other")(ctx);
            await other.promise;
            return { waitedMs: 1 };
          },
        }),
      ],
    });
    const transport = createInMemoryTransport(handler);
    const impatient = interceptCall(async (next, ctx) => {
      if (ctx.method.name !== "Wait") {
        await Promise.race([next(), begun.promise]);
        throw new ConnectError(Code.Aborted, "no patience");
      } else {
        await next();
      }
    });
    const client = createClient(DemoService, transport, { interceptors: [impatient] });
    const beside = client.wait({});
    await expect(callOf(kind, client as never)).rejects.toMatchObject({ code: Code.Aborted });
    expect((await beside).waitedMs).toBe(1);
    expect(aborted).toEqual(["given up"]);
  });

  it("sees a deadline end its attempt, and cannot retry", async () => {
    let heard: unknown;
    const retrying = interceptCall(async (next) => {
      await next().catch(async (error) => {
        heard = [error.code, next.isRepeatable];
        await next();
      });
    });
    const transport = createConnectTransport({
      baseUrl: "http://localhost",
      fetch: () => new Promise(() => {}),
      interceptors: [retrying],
    });
    const call = callOf(kind, createClient(DemoService, transport), { timeoutMs: 10 });
    await expect(call).rejects.toMatchObject({ code: Code.DeadlineExceeded });
    await expect.poll(() => heard).toEqual([Code.DeadlineExceeded, false]);
  });

  it("sees the deadline even if an inner interceptor hangs", async () => {
    const told = deferred<Code>();
    const telling = interceptCall((next) =>
      next().catch((error) => {
        told.resolve(error.code);
        throw error;
      }),
    );
    const never = () => new Promise<never>(() => {});
    async function* silent() {
      yield await never();
    }
    const hanging = {
      interceptUnary: never,
      interceptClientStream: never,
      interceptServerStream: silent,
      interceptBidiStream: silent,
    };
    const call = callOf(kind, demoClient([], [telling, hanging]), { timeoutMs: 10 });
    await expect(call).rejects.toMatchObject({ code: Code.DeadlineExceeded });
    expect(await told.promise).toBe(Code.DeadlineExceeded);
  });

  it("hides a server implementation's exception from the client, and passes it to onError unchanged", async () => {
    const secret = new Error("the password is swordfish");
    const shown: unknown[] = [];
    const reported: unknown[] = [];
    const logging = interceptCall(async (next) => {
      await next().catch((error) => {
        shown.push(error);
        throw error;
      });
    });
    const fail = () => {
      throw secret;
    };
    const handler = createFetchHandler({
      services: [service(DemoService, { say: fail, introduce: fail, summarize: fail, converse: fail })],
      interceptors: [logging],
      onError: (error) => void reported.push(error),
    });
    const client = createClient(DemoService, createInMemoryTransport(handler));
    const error = await callOf(kind, client as never).catch((reason) => reason);
    expect(error).toMatchObject({ code: Code.Internal, rawMessage: "internal error" });
    expect(reported).toEqual([secret]);
    expect(shown).toMatchObject([{ name: "ConnectError", cause: secret }]);
  });

  it("on a server, restores the response headers before it runs the implementation again", async () => {
    const marking: Interceptor = { onStart: (ctx) => ctx.responseHeaders.set("outer", "kept") };
    const metadata = new ResponseMetadata();
    const client = demoClient([refuse], [], [marking, interceptCall(again)]);
    if (kind === "unary" || kind === "server stream") {
      await callOf(kind, client, { metadata });
      expect(metadata.headers.get("outer")).toBe("kept");
      expect(metadata.headers.has("attempt")).toBe(false);
      expect(metadata.trailers.has("only-first")).toBe(false);
    } else {
      expect(await callOf(kind, client, { metadata })).toBeDefined();
    }
  });
});

describe("interceptCall around a stream", () => {
  /** Streams two batches of one message each, and logs how the stream is read and closed. */
  function batches(log: unknown[], interceptor: CallInterceptor) {
    const handler = createFetchHandler({
      services: [
        service(DemoService, {
          async *introduce() {
            try {
              yield { sentence: "1" };
              log.push("asked for more");
              yield { sentence: "2" };
            } finally {
              log.push("left");
            }
          },
        }),
      ],
    });
    return createClient(DemoService, createInMemoryTransport(handler), { interceptors: [interceptor] });
  }

  it("starts at the first read, and pulls no more than is read", async () => {
    const log: unknown[] = [];
    const client = batches(
      log,
      interceptCall(async (next) => {
        log.push("begin");
        await next();
        log.push("end");
      }),
    );
    const iterator = client.introduce({})[Symbol.asyncIterator]();
    await new Promise((resolve) => setTimeout(resolve));
    expect(log).toEqual([]);
    await iterator.next();
    expect(log).toEqual(["begin"]);
    await iterator.next();
    expect(log).toEqual(["begin", "asked for more"]);
    await iterator.next();
    expect(log).toEqual(["begin", "asked for more", "left", "end"]);
  });

  it("sees next reject with canceled when the reader breaks, before the reader continues", async () => {
    const log: unknown[] = [];
    const client = batches(
      log,
      interceptCall((next) =>
        next().catch((error) => {
          log.push(error.code);
          throw error;
        }),
      ),
    );
    for await (const _ of client.introduce({})) {
      break;
    }
    expect(log).toContain(Code.Canceled);
  });

  it("cannot retry once a message has reached the caller, and says why", async () => {
    const errors: ConnectError[] = [];
    let first = 0;
    const stubborn = interceptCall(
      async (next) => {
        for (;;) {
          await next().catch((error) => errors.push(error));
          if (!next.isRepeatable) {
            return next();
          }
        }
      },
      { onFirstMessage: () => void first++ },
    );
    const handler = createFetchHandler({
      services: [
        service(DemoService, {
          async *introduce() {
            yield { sentence: "1" };
            throw new ConnectError(Code.Unavailable, "gone");
          },
        }),
      ],
    });
    const client = createClient(DemoService, createInMemoryTransport(handler), { interceptors: [stubborn] });
    const got: { sentence: string }[] = [];
    await expect(collect(client.introduce({}), got)).rejects.toMatchObject({ code: Code.FailedPrecondition });
    expect(got.map(({ sentence }) => sentence)).toEqual(["1"]);
    expect(errors.map(({ rawMessage }) => rawMessage)).toEqual(["gone"]);
    expect(first).toBe(1);
  });

  it("does not delay a reader that cancels while it waits between two attempts", async () => {
    const between = deferred();
    const client = demoClient(
      [refuse],
      [
        interceptCall(async (next) => {
          await next().catch(() => between.resolve());
          await new Promise(() => {});
        }),
      ],
    );
    const stream = client.introduce({});
    const reading = collect(stream);
    await between.promise;
    stream.cancel();
    await expect(reading).rejects.toMatchObject({ code: Code.Canceled });
  });
});

describe("interceptCall around streamed requests", () => {
  it("keeps no more than maxReplayedRequests, and cannot retry once more were read", async () => {
    const seen: string[][] = [];
    const attempts = [
      (ctx: HandlerContext, requests: string[]) => {
        seen.push(requests);
        refuse(ctx);
      },
    ];
    const client = demoClient(attempts, [interceptCall(again, { maxReplayedRequests: 2 })]);
    await expect(callOf("client stream", client)).rejects.toMatchObject({
      code: Code.FailedPrecondition,
      rawMessage: expect.stringContaining("more than 2 requests"),
    });
    expect(seen).toEqual([["a", "b", "c"]]);
  });

  it("closes their source when the call ends before all were read", async () => {
    const cleaned = deferred();
    async function* endless() {
      try {
        for (;;) {
          yield { sentence: "more" };
          await new Promise((resolve) => setTimeout(resolve));
        }
      } finally {
        cleaned.resolve();
      }
    }
    const client = demoClient([], [interceptCall((next) => next())]);
    const call = client.summarize(endless(), { timeoutMs: 20 });
    await expect(call).rejects.toMatchObject({ code: Code.DeadlineExceeded });
    await cleaned.promise;
  });

  it("fails every attempt with what their source throws", async () => {
    let attempts = 0;
    const client = demoClient(
      [],
      [
        interceptCall((next) => {
          attempts++;
          return next().catch(() => {
            attempts++;
            return next();
          });
        }),
      ],
    );
    async function* broken() {
      yield { sentence: "a" };
      throw new Error("no more paper");
    }
    await expect(client.summarize(broken())).rejects.toMatchObject({ rawMessage: "no more paper" });
    expect(attempts).toBe(2);
  });

  it("rejects an invalid limit", () => {
    expect(() => interceptCall((next) => next(), { maxReplayedRequests: -1 })).toThrow("maxReplayedRequests");
  });
});
