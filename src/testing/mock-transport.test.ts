import { afterEach, describe, expect, it, vi } from "vitest";
import { collect } from "../../e2e/servers/collect.ts";
import { sentences } from "../../e2e/servers/sentences.ts";
import { DemoService, FailureReasonSchema } from "../../playground/gen/demo/v1/demo_pb.ts";
import { NotesService } from "../../playground/gen/demo/v1/notes_pb.ts";
import { createClient } from "../client/client.ts";
import { errorDetail, findDetails } from "../codec/error-detail.ts";
import { protoJson } from "../codec/proto-json.ts";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { ResponseMetadata } from "../core/response-metadata.ts";
import { service } from "../server/service.ts";
import { type MockTransport, mockTransport } from "./mock-transport.ts";

const { say, introduce, summarize, converse, wait, tick } = DemoService.method;

const mocks: MockTransport[] = [];
afterEach(() => {
  for (const mock of mocks.splice(0)) {
    mock.close();
  }
});

function demoMock(options?: Parameters<typeof mockTransport>[1]) {
  const mock = mockTransport(
    service(DemoService, {
      say: ({ sentence }, ctx) => {
        ctx.responseHeaders.set("heard", sentence);
        return { sentence: `You said: ${sentence}` };
      },
    }),
    options,
  );
  mocks.push(mock);
  return { mock, client: createClient(DemoService, mock) };
}

describe("the answers of a mock", () => {
  it("are those of the service until the test sets others, and again after a reset", async () => {
    const { mock, client } = demoMock();
    const answer = async () => (await client.say({ sentence: "a" })).sentence;
    expect(await answer()).toBe("You said: a");
    mock.answer(say, { sentence: "fixed" });
    expect(await answer()).toBe("fixed");
    mock.answer(say, ({ sentence }) => ({ sentence: sentence.toUpperCase() }));
    expect(await answer()).toBe("A");
    mock.reset();
    expect(await answer()).toBe("You said: a");
  });

  it("can be set for the next calls only, and are used in order", async () => {
    const { mock, client } = demoMock();
    mock.answerOnce(say, new ConnectError(Code.Unavailable, "not now"));
    mock.answerOnce(say, { sentence: "second" });
    await expect(client.say({})).rejects.toMatchObject({ code: Code.Unavailable, rawMessage: "not now" });
    expect((await client.say({})).sentence).toBe("second");
    expect((await client.say({ sentence: "third" })).sentence).toBe("You said: third");
  });

  it("can be errors with code, details and metadata, as from a server", async () => {
    const { mock, client } = demoMock();
    const details = [errorDetail(FailureReasonSchema, { reason: "moths", index: 1 })];
    mock.answer(say, new ConnectError(Code.NotFound, "no wool", { details, metadata: { "try-again": "no" } }));
    const error: ConnectError = await client.say({}).then(
      () => expect.fail("it succeeded"),
      (reason) => reason,
    );
    expect(error).toMatchObject({ code: Code.NotFound, rawMessage: "no wool" });
    expect(error.metadata.get("try-again")).toBe("no");
    expect(findDetails(error, FailureReasonSchema)).toMatchObject([{ reason: "moths", index: 1 }]);
  });

  it("reach the client as internal, without their message, if they are other errors", async () => {
    const onError = vi.fn();
    const { mock, client } = demoMock({ onError });
    const bug = new RangeError("a bug");
    mock.answer(say, bug);
    await expect(client.say({})).rejects.toMatchObject({ code: Code.Internal, rawMessage: "internal error" });
    expect(onError).toHaveBeenCalledWith(bug, expect.anything());
  });

  it("work for every kind of call", async () => {
    const { mock, client } = demoMock();
    mock.answer(introduce, [{ sentence: "a" }, { sentence: "b" }]);
    mock.answer(summarize, { sentences: 7 });
    mock.answer(converse, async function* (requests) {
      for await (const { sentence } of requests) {
        yield { sentence: `${sentence}!` };
      }
    });
    expect(await collect(client.introduce({}))).toMatchObject([{ sentence: "a" }, { sentence: "b" }]);
    expect(await client.summarize(sentences("x", "y"))).toMatchObject({ sentences: 7 });
    expect(await collect(client.converse(sentences("x", "y")))).toMatchObject([{ sentence: "x!" }, { sentence: "y!" }]);
    mock.answer(converse, [{ sentence: "whatever" }]);
    expect(await collect(client.converse(sentences("x")))).toMatchObject([{ sentence: "whatever" }]);
    mock.answer(introduce, new ConnectError(Code.Aborted, "no"));
    await expect(collect(client.introduce({}))).rejects.toMatchObject({ code: Code.Aborted });
  });

  it("pass through the codec, the protocol and the deadline of a real call", async () => {
    const { mock, client } = demoMock({ codec: protoJson() });
    mock.answer(wait, () => new Promise(() => {}));
    await expect(client.wait({}, { timeoutMs: 20 })).rejects.toMatchObject({ code: Code.DeadlineExceeded });
    const metadata = new ResponseMetadata();
    await client.say({ sentence: "b" }, { metadata });
    expect(metadata.headers.get("heard")).toBe("b");
    expect(metadata.headers.get("content-type")).toBe("application/json");
  });
});

describe("a method without an answer", () => {
  it("fails with unimplemented, and says what to add", async () => {
    const { client } = demoMock();
    const complaint = {
      code: Code.Unimplemented,
      rawMessage: expect.stringMatching(
        /no answer for demo\.v1\.DemoService\/Echo: add echo to service\(DemoService, \{ \.\.\. \}\), or call mock\.answer\(DemoService\.method\.echo, \.\.\.\)/,
      ),
    };
    await expect(client.echo({})).rejects.toMatchObject(complaint);
    await expect(collect(client.tick({}))).rejects.toMatchObject({ code: Code.Unimplemented });
    await expect(client.summarize(sentences("a"))).rejects.toMatchObject({ code: Code.Unimplemented });
    await expect(collect(client.converse(sentences("a")))).rejects.toMatchObject({ code: Code.Unimplemented });
  });

  it("can get one later, even in a service without any", async () => {
    using mock = mockTransport(service(DemoService, {}));
    mock.answer(say, { sentence: "late" });
    expect(await createClient(DemoService, mock).say({})).toMatchObject({ sentence: "late" });
  });

  it("says which service to add if the mock does not have it", async () => {
    const { mock } = demoMock();
    await expect(createClient(NotesService, mock).listNotes({})).rejects.toMatchObject({
      code: Code.Unimplemented,
      rawMessage: expect.stringContaining("demo.v1.NotesService is not in this mock: add service(NotesService, {"),
    });
  });

  it("works for one of several services below a path", async () => {
    using mock = mockTransport([service(DemoService, { say: () => ({ sentence: "x" }) }), service(NotesService, {})], {
      basePath: "/api",
    });
    expect(await createClient(DemoService, mock).say({})).toMatchObject({ sentence: "x" });
    await expect(createClient(NotesService, mock).listNotes({})).rejects.toMatchObject({
      rawMessage: expect.stringContaining("NotesService.method.listNotes"),
    });
    expect(mock.handler.handles("/api/demo.v1.DemoService/Say")).toBe(true);
  });
});

describe("a recorded call", () => {
  it("has its requests, headers and remaining time", async () => {
    const { mock, client } = demoMock();
    mock.answer(summarize, { sentences: 2 });
    await client.say({ sentence: "a" }, { headers: { authorization: "Bearer t" }, timeoutMs: 60_000 });
    await client.summarize(sentences("b", "c"));
    expect(mock.calls().map(({ method }) => method.name)).toEqual(["Say", "Summarize"]);
    const [call] = mock.calls(say);
    expect(call?.request).toMatchObject({ $typeName: "demo.v1.SayRequest", sentence: "a" });
    expect(call?.headers.get("authorization")).toBe("Bearer t");
    expect(call?.timeoutMs).toBeGreaterThan(0);
    expect(mock.calls(summarize)[0]?.requests.map(({ sentence }) => sentence)).toEqual(["b", "c"]);
    mock.reset();
    expect(mock.calls()).toEqual([]);
  });

  it("has an aborted signal once the caller has canceled", async () => {
    const { mock, client } = demoMock();
    const held = mock.hold(wait);
    const controller = new AbortController();
    const call = client.wait({}, { signal: controller.signal });
    const { signal } = await held.called();
    expect(signal.aborted).toBe(false);
    controller.abort();
    await expect(call).rejects.toMatchObject({ code: Code.Canceled });
    await expect.poll(() => signal.aborted).toBe(true);
  });
});

describe("a call that is held", () => {
  it("stays pending until the test answers it, as do later ones", async () => {
    const { mock, client } = demoMock();
    const held = mock.hold(say);
    let isAnswered = false;
    const first = client.say({ sentence: "a" }).finally(() => {
      isAnswered = true;
    });
    expect((await held.called()).request.sentence).toBe("a");
    expect(isAnswered).toBe(false);
    held.answer({ sentence: "now" });
    expect((await first).sentence).toBe("now");
    expect((await client.say({})).sentence).toBe("now");
  });

  it("fails with the test's error", async () => {
    const { mock, client } = demoMock();
    const held = mock.hold(summarize);
    const call = client.summarize(sentences("a"));
    await held.called();
    held.fail(new ConnectError(Code.ResourceExhausted, "too many"));
    await expect(call).rejects.toMatchObject({ code: Code.ResourceExhausted, rawMessage: "too many" });
  });

  it("cannot be a stream, and the error says what to use instead", () => {
    const { mock } = demoMock();
    expect(() => mock.hold(tick as never)).toThrow("Tick streams responses: use mock.feed for it");
    expect(() => mock.feed(say as never)).toThrow("Say has one response: use mock.hold for it");
  });
});

describe("a stream that is fed by hand", () => {
  it("yields each message as it is pushed, and ends when the test ends it", async () => {
    const { mock, client } = demoMock();
    const feed = mock.feed(tick);
    const messages = client.tick({ perSecond: 3 })[Symbol.asyncIterator]();
    const first = messages.next();
    expect((await feed.opened()).request.perSecond).toBe(3);
    feed.push({ index: 1n });
    expect((await first).value).toMatchObject({ index: 1n });
    feed.push({ index: 2n }, { index: 3n });
    expect((await messages.next()).value).toMatchObject({ index: 2n });
    expect((await messages.next()).value).toMatchObject({ index: 3n });
    feed.end();
    expect(await messages.next()).toMatchObject({ done: true });
    expect(feed.openCount).toBe(0);
  });

  it("sends its headers before its first message", async () => {
    const { mock, client } = demoMock();
    const feed = mock.feed(tick);
    const stream = client.tick({});
    expect((await stream.headers).get("content-type")).toBe("application/connect+proto");
    expect(feed.openCount).toBe(1);
    stream.cancel();
    await feed.left();
  });

  it("keeps messages that are pushed before a stream is open", async () => {
    const { mock, client } = demoMock();
    const feed = mock.feed(tick);
    feed.push({ index: 1n }, { index: 2n });
    feed.end();
    feed.push({ index: 9n });
    expect(await collect(client.tick({}))).toMatchObject([{ index: 1n }, { index: 2n }]);
    feed.end();
    expect(await collect(client.tick({}))).toMatchObject([{ index: 9n }]);
  });

  it("can be opened again after a failure", async () => {
    const { mock, client } = demoMock();
    const feed = mock.feed(tick);
    const broken = collect(client.tick({}));
    await feed.opened();
    feed.fail(new ConnectError(Code.Unavailable, "gone"));
    await expect(broken).rejects.toMatchObject({ code: Code.Unavailable, rawMessage: "gone" });
    const next = collect(client.tick({ count: 5n }));
    expect((await feed.opened()).request.count).toBe(5n);
    feed.push({ index: 5n });
    feed.end();
    expect(await next).toMatchObject([{ index: 5n }]);
    await expect(feed.left()).rejects.toThrow("it was ended by the test");
  });

  it("sends each message to all readers", async () => {
    const { mock, client } = demoMock();
    const feed = mock.feed(tick);
    const both = [collect(client.tick({})), collect(client.tick({}))];
    await expect.poll(() => feed.openCount).toBe(2);
    feed.push({ index: 1n });
    feed.end();
    expect(await Promise.all(both)).toMatchObject([[{ index: 1n }], [{ index: 1n }]]);
  });

  it.each([
    ["breaks", (stop: { leave: () => void }) => stop.leave()],
    ["aborts", ({ abort }: { abort: () => void }) => abort()],
  ])("notifies the test when its reader %s", async (_, leave) => {
    const { mock, client } = demoMock();
    const feed = mock.feed(tick);
    feed.push({ index: 1n });
    const controller = new AbortController();
    const stream = client.tick({}, { signal: controller.signal })[Symbol.asyncIterator]();
    await stream.next();
    leave({ leave: () => void stream.return?.(), abort: () => controller.abort() });
    await feed.left();
    expect(mock.calls(tick)[0]?.signal.aborted).toBe(true);
  });

  it("works for full-duplex calls, and the test sees each request", async () => {
    const { mock, client } = demoMock();
    const feed = mock.feed(converse);
    const conversation = collect(client.converse(sentences("a", "b"), { duplex: "full" }));
    const call = await feed.opened();
    await expect.poll(() => call.requests.map(({ sentence }) => sentence)).toEqual(["a", "b"]);
    feed.push({ sentence: "heard" });
    feed.end();
    expect(await conversation).toMatchObject([{ sentence: "heard" }]);
  });
});

describe("at the end of a test", () => {
  it.each([
    ["reset", (mock: MockTransport) => mock.reset()],
    ["closed", (mock: MockTransport) => mock.close()],
  ])("a mock that is %s leaves nothing pending", async (how, end) => {
    const { mock, client } = demoMock();
    const held = mock.hold(wait);
    const feed = mock.feed(tick);
    const waiting = [client.wait({}), collect(client.tick({}))];
    await Promise.all([held.called(), feed.opened()]);
    const tests = [mock.hold(say).called(), mock.feed(introduce).opened(), feed.left()];
    end(mock);
    for (const call of waiting) {
      await expect(call).rejects.toMatchObject({ code: how === "reset" ? Code.Unavailable : Code.Canceled });
    }
    for (const test of tests.slice(0, 2)) {
      await expect(test).rejects.toThrow(`the mock was ${how} while waiting`);
    }
    await expect(tests[2]).rejects.toBeInstanceOf(ConnectError);
    await mock.handler.close();
  });

  it("calls of a closed mock fail with failed_precondition", async () => {
    const { mock, client } = demoMock();
    mock.close();
    await expect(client.say({})).rejects.toMatchObject({ code: Code.FailedPrecondition });
  });
});
