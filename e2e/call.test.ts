import { Code, type ConnectError, createClient, createConnectTransport, createGrpcWebTransport } from "farcall";
import { describe, expect, inject, it, onTestFinished, vi } from "vitest";
import { DemoService } from "../playground/gen/demo/v1/demo_pb.ts";
import { collect } from "./servers/collect.ts";
import { chunks, connectEnd, frame, grpcWebEnd, joined, sentence } from "./servers/frames.ts";
import { breakOff, type Script, scriptUrl, seen } from "./servers/script.ts";

const { demo, scripted } = inject("addresses");

/** What the tests need to write the responses of each protocol by hand. */
const protocols = {
  Connect: {
    createTransport: createConnectTransport,
    streamType: "application/connect+proto",
    unary: (text: string): Script => ({
      headers: { "content-type": "application/proto" },
      chunks: chunks(sentence(text)),
    }),
    end: connectEnd,
  },
  "gRPC-Web": {
    createTransport: createGrpcWebTransport,
    streamType: "application/grpc-web+proto",
    unary: (text: string): Script => ({
      headers: { "content-type": "application/grpc-web+proto" },
      chunks: chunks(frame(0, sentence(text)), grpcWebEnd()),
    }),
    end: grpcWebEnd,
  },
};

/** Returns an id that is unique in this run, in both environments that share the server. */
const newId = () => crypto.randomUUID();

async function failureOf(work: Promise<unknown>): Promise<ConnectError> {
  const outcome = await work.then(
    (value) => ({ value }),
    (error) => ({ error }),
  );
  expect(outcome).toHaveProperty("error.name", "ConnectError");
  return (outcome as { error: ConnectError }).error;
}

/** Creates a fetch that records the signals it is called with. */
function recordingFetch() {
  const signals: AbortSignal[] = [];
  const recording = (url: string, init: RequestInit) => {
    signals.push(init.signal as AbortSignal);
    return fetch(url, init);
  };
  return { signals, fetch: recording };
}

for (const [name, { createTransport, streamType, unary, end }] of Object.entries(protocols)) {
  const clientFor = (baseUrl: string, options: object = {}) =>
    createClient(DemoService, createTransport({ baseUrl, ...options }));
  const scriptedClient = (script: Script, options: object = {}) => clientFor(scriptUrl(scripted, script), options);
  const streaming = (pieces: Uint8Array[], more: Script = {}): Script => ({
    headers: { "content-type": streamType },
    chunks: chunks(...pieces),
    ...more,
  });

  describe(`${name}: the end of a call`, () => {
    it("streams messages of any size whole, in order, whichever of them arrive in pieces", async () => {
      // Each different from the others, so that none can stand in for another.
      const sizes = [10, 70_000, 1_000_000, 0, 65_536, 3_000_000, 1, 200_000];
      const sentences = sizes.map((size, index) => `${String.fromCharCode(97 + index)}${index}`.repeat(size / 2));
      const answers = await collect(clientFor(demo).converse(sentences.map((sentence) => ({ sentence }))));
      expect(answers.map(({ sentence }) => sentence.length)).toEqual(
        sentences.map((sentence) => sentence.length + 'Tell me more about "".'.length),
      );
      expect(answers.every(({ sentence }, index) => sentence === `Tell me more about "${sentences[index]}".`)).toBe(
        true,
      );
    });

    it("aborts the request when a loop is left with break, and the server notices", async () => {
      const id = newId();
      const endless = streaming([frame(0, sentence("one")), frame(0, sentence("two"))], { after: "hang", id });
      for await (const message of scriptedClient(endless).introduce({})) {
        expect(message.sentence).toBe("one");
        break;
      }
      await expect.poll(() => seen(scripted, id)).toMatchObject({ requests: 1, aborted: 1 });
    });

    it("aborts the request when the loop throws", async () => {
      const id = newId();
      const endless = streaming([frame(0, sentence("one"))], { after: "hang", id });
      const reading = (async () => {
        for await (const _ of scriptedClient(endless).introduce({})) {
          throw new RangeError("mine");
        }
      })();
      await expect(reading).rejects.toThrow(RangeError);
      await expect.poll(() => seen(scripted, id)).toMatchObject({ aborted: 1 });
    });

    it("never aborts the signal of a call that succeeded, not even when the transport is closed", async () => {
      const { signals, fetch } = recordingFetch();
      const transport = createTransport({ baseUrl: demo, fetch, timeoutMs: 60_000 });
      const client = createClient(DemoService, transport);
      await client.say({ sentence: "hi" });
      await client.say({ sentence: "hi" }, { timeoutMs: 0 });
      await client.say({ sentence: "hi" }, { signal: new AbortController().signal });
      await collect(client.introduce({ name: "Ada" }));
      transport.close();
      expect(signals.map(({ aborted }) => aborted)).toEqual([false, false, false, false]);
    });

    it("sends nothing for a stream that is never read, and leaves no unhandled rejection", async () => {
      const unhandled = vi.fn();
      onTestFinished(onUnhandledRejection(unhandled));
      const fetch = vi.fn();
      const client = clientFor("http://localhost:9", { fetch });
      client.introduce({ name: "Ada" });
      client.introduce({ name: "Ada" }).cancel("never mind");
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(fetch).not.toHaveBeenCalled();
      expect(unhandled).not.toHaveBeenCalled();
    });

    it("cancels pending calls and refuses later ones when the transport is closed", async () => {
      const transport = createTransport({ baseUrl: demo });
      const client = createClient(DemoService, transport);
      const waiting = failureOf(client.wait({ durationMs: 30_000 }));
      const ticking = failureOf(collect(client.tick({ perSecond: 10 })));
      await client.say({ sentence: "still open" });
      transport.close();
      expect((await waiting).code).toBe(Code.Canceled);
      expect((await ticking).code).toBe(Code.Canceled);
      expect(await failureOf(client.say({ sentence: "hi" }))).toMatchObject({
        code: Code.FailedPrecondition,
        rawMessage: expect.stringContaining("closed"),
      });
    });
  });

  describe(`${name}: failures on the way`, () => {
    it("calls a network failure unavailable, says where, and keeps the cause", async () => {
      const error = await failureOf(clientFor("http://localhost:9").say({ sentence: "hi" }));
      expect(error).toMatchObject({ code: Code.Unavailable, method: "demo.v1.DemoService/Say" });
      expect(error.rawMessage).toContain("http://localhost:9/demo.v1.DemoService/Say");
      expect(error.cause).toBeInstanceOf(TypeError);
    });

    it("calls a connection that breaks in the middle of the body unavailable", async () => {
      const id = newId();
      const client = scriptedClient(streaming([frame(0, sentence("one"))], { after: "hang", id }));
      const received: unknown[] = [];
      const reading = (async () => {
        for await (const message of client.introduce({})) {
          received.push(message);
          await breakOff(scripted, id); // only now, because data that has not been read yet is lost when a connection breaks
        }
      })();
      expect((await failureOf(reading)).code).toBe(Code.Unavailable);
      expect(received).toHaveLength(1);
    });

    it("calls a caller's abort canceled, with the caller's reason as the cause", async () => {
      const controller = new AbortController();
      const waiting = failureOf(clientFor(demo).wait({ durationMs: 30_000 }, { signal: controller.signal }));
      setTimeout(() => controller.abort("changed my mind"), 30);
      expect(await waiting).toMatchObject({ code: Code.Canceled, cause: "changed my mind" });
    });

    it("sends nothing when the caller has already aborted", async () => {
      const fetch = vi.fn();
      const client = clientFor(demo, { fetch });
      const signal = AbortSignal.abort();
      expect((await failureOf(client.say({}, { signal }))).code).toBe(Code.Canceled);
      expect((await failureOf(collect(client.introduce({}, { signal })))).code).toBe(Code.Canceled);
      expect(fetch).not.toHaveBeenCalled();
    });

    it("calls a caller's AbortSignal.timeout deadline_exceeded", async () => {
      const signal = AbortSignal.timeout(50);
      const error = await failureOf(clientFor(demo).wait({ durationMs: 30_000 }, { signal }));
      expect(error.code).toBe(Code.DeadlineExceeded);
    });

    it("calls a timeout deadline_exceeded, also in the middle of a stream", async () => {
      // The message is available from the start: no network or server can delay it.
      const fetch = async () => {
        const body = new ReadableStream({ start: (controller) => controller.enqueue(frame(0, sentence("one"))) });
        return new Response(body, { headers: { "content-type": streamType } });
      };
      // No time passes before it has been read. The timeout is long because a deadline also looks at the real clock.
      vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
      const timeoutMs = 170_000;
      onTestFinished(() => void vi.useRealTimers());
      const received: unknown[] = [];
      const reading = failureOf(collect(clientFor(demo, { fetch }).introduce({}, { timeoutMs }), received));
      await expect.poll(() => received).toHaveLength(1);
      await vi.advanceTimersByTimeAsync(timeoutMs);
      expect(await reading).toMatchObject({ code: Code.DeadlineExceeded, rawMessage: "timed out after 170000 ms" });
      expect(received).toHaveLength(1);
    });

    it("sends the timeout to the server as a whole number", async () => {
      const id = newId();
      await scriptedClient({ ...unary("ok"), id }).say({}, { timeoutMs: 60_000.5 });
      const { headers } = await seen(scripted, id);
      expect(headers["connect-timeout-ms"] ?? headers["grpc-timeout"]).toMatch(/^\d{5}m?$/);
    });

    it("delivers nothing after an abort, not even messages that have already arrived", async () => {
      const controller = new AbortController();
      const pieces = ["one", "two", "three"].map((text) => frame(0, sentence(text)));
      const client = scriptedClient(streaming([joined(pieces)], { after: "hang" }));
      const received: unknown[] = [];
      const reading = (async () => {
        for await (const message of client.introduce({}, { signal: controller.signal })) {
          received.push(message);
          controller.abort();
        }
      })();
      expect((await failureOf(reading)).code).toBe(Code.Canceled);
      expect(received).toHaveLength(1);
    });

    it("tells the reader of an abort before the network, and the network as well", async () => {
      const controller = new AbortController();
      const told: string[] = [];
      let networkTold: Promise<void> | undefined;
      const abortable = (url: string, init: RequestInit) => {
        networkTold = new Promise((resolve) => {
          init.signal?.addEventListener("abort", () => resolve(void told.push("network")));
        });
        return fetch(url, init);
      };
      const script = streaming([frame(0, sentence("one"))], { after: "hang" });
      const stream = scriptedClient(script, { fetch: abortable }).introduce({}, { signal: controller.signal });
      const messages = stream[Symbol.asyncIterator]();
      await messages.next();
      const failing = failureOf(messages.next()).then((error) => {
        told.push("reader");
        return error;
      });
      controller.abort();
      expect((await failing).code).toBe(Code.Canceled);
      await networkTold;
      expect(told).toEqual(["reader", "network"]);
    });

    it("does not hang on a fetch that ignores its signal", async () => {
      const client = clientFor(demo, { fetch: () => new Promise(() => {}) });
      expect((await failureOf(client.say({}, { timeoutMs: 30 }))).code).toBe(Code.DeadlineExceeded);
      expect((await failureOf(collect(client.introduce({}, { timeoutMs: 30 })))).code).toBe(Code.DeadlineExceeded);
    });
  });

  describe(`${name}: responses that violate the protocol`, () => {
    it.each<[string, Uint8Array[], Code]>([
      ["without its end frame", [frame(0, sentence("one"))], Code.Internal],
      [
        "with data after its end frame, in the same chunk",
        [frame(0, sentence("one")), Uint8Array.of(...end(), ...frame(0, sentence("two")))],
        Code.Internal,
      ],
      [
        "with part of an envelope after its end frame, in the same chunk",
        [frame(0, sentence("one")), Uint8Array.of(...end(), 0, 0)],
        Code.Internal,
      ],
      [
        "that is truncated in an envelope",
        [frame(0, sentence("one")), frame(0, sentence("two")).slice(0, 7)],
        Code.Internal,
      ],
      ["that is truncated in a header", [frame(0, sentence("one")), Uint8Array.of(0, 0)], Code.Internal],
      [
        "with a message that does not decode",
        [frame(0, sentence("one")), frame(0, Uint8Array.of(0x0a, 99)), end()],
        Code.Internal,
      ],
      [
        "with a compressed message that was not announced",
        [frame(0, sentence("one")), frame(1, sentence("two")), end()],
        Code.Internal,
      ],
      ["with unknown flags", [frame(0, sentence("one")), frame(0x40, sentence("two")), end()], Code.Internal],
      [
        "that declares a message of 2 GiB",
        [frame(0, sentence("one")), Uint8Array.of(0, 0x80, 0, 0, 0)],
        Code.ResourceExhausted,
      ],
    ])("fails a stream %s, after the messages before it", async (_, pieces, code) => {
      for (const body of [pieces, [joined(pieces)]]) {
        const received: unknown[] = [];
        const client = scriptedClient(streaming(body));
        expect((await failureOf(collect(client.introduce({}), received))).code).toBe(code);
        expect(received).toMatchObject([{ sentence: "one" }]);
      }
    });

    it("refuses a message above readMaxBytes before it has arrived", async () => {
      const body = [Uint8Array.of(0, 0, 0, 4, 1)]; // declares 1,025 bytes and sends none of them
      const client = scriptedClient(streaming(body, { after: "hang" }), { readMaxBytes: 1024 });
      expect(await failureOf(collect(client.introduce({})))).toMatchObject({
        code: Code.ResourceExhausted,
        rawMessage: "message is larger than configured max 1024",
      });
    });

    it("refuses a unary message above readMaxBytes and accepts one below", async () => {
      const client = clientFor(demo, { readMaxBytes: 1024 });
      expect((await client.large({ sizeBytes: 1000 })).payload.byteLength).toBe(1000);
      expect((await failureOf(client.large({ sizeBytes: 100_000 }))).code).toBe(Code.ResourceExhausted);
    });

    it("reads the end frame from a body split into single bytes", async () => {
      const body = joined([frame(0, sentence("one")), frame(0, sentence("two")), end()]);
      const single = Array.from(body, (byte) => Uint8Array.of(byte));
      const received = await collect(scriptedClient(streaming(single, { intervalMs: 1 })).introduce({}));
      expect(received).toMatchObject([{ sentence: "one" }, { sentence: "two" }]);
    });

    it("cancels a response that it does not read", async () => {
      const id = newId();
      const page: Script = {
        headers: { "content-type": "text/html" },
        chunks: chunks(sentence("<p>")),
        after: "hang",
        id,
      };
      await failureOf(scriptedClient(page).say({}));
      await failureOf(collect(scriptedClient(page).introduce({})));
      await expect.poll(() => seen(scripted, id)).toMatchObject({ requests: 2, aborted: 2 });
    });

    it.each<[string, Script, Code, RegExp]>([
      [
        "a web page",
        { headers: { "content-type": "text/html; charset=utf-8" } },
        Code.Unknown,
        /text\/html.*check the base URL/,
      ],
      ["no content type", { headers: {} }, Code.Unknown, /no content type/],
      [
        "a 404",
        { status: 404, headers: { "content-type": "text/plain" } },
        Code.Unimplemented,
        /HTTP 404.*check the base URL/,
      ],
      ["a 503", { status: 503 }, Code.Unavailable, /HTTP 503/],
      ["a 418", { status: 418 }, Code.Unknown, /HTTP 418/],
    ])("says what was received when the server responds with %s", async (_, script, code, message) => {
      const client = scriptedClient(script);
      for (const call of [() => client.say({}), () => collect(client.introduce({}))]) {
        const error = await failureOf(call());
        expect(error.code).toBe(code);
        expect(error.rawMessage).toMatch(message);
        expect(error.rawMessage).toContain("/demo.v1.DemoService/");
      }
    });
  });

  describe(`${name}: the stream that a caller gets`, () => {
    it("can be read only once, and says so", async () => {
      const stream = clientFor(demo).introduce({ name: "Ada" });
      expect(await collect(stream)).toHaveLength(5);
      expect((await failureOf(collect(stream))).code).toBe(Code.FailedPrecondition);
    });

    it("provides its headers before its messages, and its trailers after", async () => {
      const stream = clientFor(demo).introduce({ name: "Ada" });
      expect((await stream.headers).get("demo-sentences")).toBe("5");
      expect(await collect(stream)).toHaveLength(5);
      expect((await stream.trailers).get("demo-mood")).toBe("cheerful");
    });

    it("rejects headers and trailers with the error of the call", async () => {
      const stream = clientFor("http://localhost:9").introduce({});
      expect((await failureOf(stream.headers)).code).toBe(Code.Unavailable);
      expect((await failureOf(stream.trailers)).code).toBe(Code.Unavailable);
      expect((await failureOf(collect(stream))).code).toBe(Code.Unavailable);
    });

    it("ends with canceled when it is canceled during a read", async () => {
      const stream = clientFor(demo).tick({ perSecond: 20 });
      setTimeout(() => stream.cancel("enough"), 100);
      expect(await failureOf(collect(stream))).toMatchObject({ code: Code.Canceled, cause: "enough" });
    });

    it("becomes a ReadableStream, whose cancel ends the call", async () => {
      const id = newId();
      const endless = streaming([frame(0, sentence("one"))], { after: "hang", id });
      const reader = scriptedClient(endless).introduce({}).toReadableStream().getReader();
      expect(await reader.read()).toMatchObject({ done: false, value: { sentence: "one" } });
      await reader.cancel();
      await expect.poll(() => seen(scripted, id)).toMatchObject({ aborted: 1 });
    });

    it("is disposed with its scope", async () => {
      const id = newId();
      const endless = streaming([frame(0, sentence("one"))], { after: "hang", id });
      const stream = scriptedClient(endless).introduce({});
      await stream.headers;
      await stream[Symbol.asyncDispose]();
      await expect.poll(() => seen(scripted, id)).toMatchObject({ aborted: 1 });
    });
  });
}

/** Listens in either environment; returns a function that stops listening. */
function onUnhandledRejection(listener: () => void): () => void {
  if ("document" in globalThis) {
    addEventListener("unhandledrejection", listener);
    return () => removeEventListener("unhandledrejection", listener);
  }
  process.on("unhandledRejection", listener);
  return () => process.off("unhandledRejection", listener);
}
