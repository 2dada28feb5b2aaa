/** The demo service: something to call out of the box, with every behavior that a client has to handle. */
import { Code, ConnectError, errorDetail } from "farcall";
import { type Service, service } from "farcall/server";
import { DemoService, type FailRequest, FailureReasonSchema } from "../gen/demo/v1/demo_pb.ts";
import { pause } from "./pause.ts";

const largestPayloadBytes = 64 * 1024 * 1024;
const longestWaitMs = 60_000;
/** Half of the range of a uint64, so that there are always numbers left to count. */
const largestSequence = 2n ** 63n - 1n;
/** Messages between two turns of the event loop while a ticker runs at full speed. */
const burst = 64;

/** In the order of their numbers, by which requests name them. */
const codes = Object.values(Code);

export function demoService(): Service {
  return service(DemoService, {
    say({ sentence }) {
      if (sentence.trim() === "") {
        throw new ConnectError(Code.InvalidArgument, "sentence is empty: say something");
      }
      return { sentence: `You said: ${sentence}` };
    },

    async *introduce({ name, intervalMs }, ctx) {
      refuseMore("interval_ms", intervalMs, longestWaitMs); // a timer of 2 ** 31 ms and more does not wait at all
      const who = name.trim() || "stranger";
      const sentences = [
        `Hello ${who}, I am the demo service.`,
        "I came with this page, and run in its development server or in a service worker.",
        "Everything I say arrives as one message of a stream.",
        "You can cancel at any time: I will notice.",
        `That is all, ${who}. Goodbye!`,
      ];
      ctx.responseHeaders.set("demo-sentences", String(sentences.length));
      ctx.responseTrailers.set("demo-mood", "cheerful");
      for (const [index, sentence] of sentences.entries()) {
        if (index > 0) {
          await pause(intervalMs, ctx.signal);
        }
        yield { sentence };
      }
    },

    async summarize(requests, ctx) {
      let sentences = 0;
      let words = 0;
      let first = 0;
      for await (const { sentence } of requests) {
        first ||= performance.now();
        sentences++;
        words += sentence.split(/\s+/).filter(Boolean).length;
        ctx.responseTrailers.append("demo-heard", encodeURIComponent(sentence));
      }
      return { sentences, words, durationMs: first && tenths(performance.now() - first) };
    },

    async *converse(requests) {
      for await (const { sentence } of requests) {
        yield { sentence: sentence.endsWith("?") ? "Good question." : `Tell me more about "${sentence}".` };
      }
    },

    fail(request) {
      throw failure(request);
    },

    async *failLater({ failure: request, after }) {
      for (let index = 0; index < after; index++) {
        yield { index };
      }
      throw failure(request);
    },

    async *tick({ perSecond, count }, ctx) {
      let index = 0n;
      for await (const elapsedMs of beats(perSecond, ctx.signal)) {
        yield { index: index++, elapsedMs };
        if (index === count) {
          return;
        }
      }
    },

    async *follow({ after, perSecond, cutAfter }, ctx) {
      refuseMore("after", after, largestSequence);
      let sequence = after;
      for await (const _ of beats(perSecond, ctx.signal)) {
        yield { sequence: ++sequence };
        if (cutAfter > 0 && sequence - after >= cutAfter) {
          throw new ConnectError(Code.Unavailable, `cut after ${cutAfter} messages, as you asked`);
        }
      }
    },

    echo({ headers, trailers }, ctx) {
      for (const [name, value] of Object.entries(headers)) {
        ctx.responseHeaders.append(name, value);
      }
      for (const [name, value] of Object.entries(trailers)) {
        ctx.responseTrailers.append(name, value);
      }
      return { received: Object.fromEntries(ctx.requestHeaders) };
    },

    large({ sizeBytes }) {
      refuseMore("size_bytes", sizeBytes, largestPayloadBytes);
      return { payload: new Uint8Array(sizeBytes).map((_, index) => index % 251) };
    },

    async wait({ durationMs }, ctx) {
      refuseMore("duration_ms", durationMs, longestWaitMs);
      const start = performance.now();
      await pause(durationMs, ctx.signal);
      return { waitedMs: tenths(performance.now() - start) };
    },
  });
}

/** Rounds to tenths: clocks give digits that mean nothing, and that a reader would have to skip. */
function tenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}

/** Checks only the upper bound: the types of the fields exclude negative numbers and fractions. */
function refuseMore<T extends number | bigint>(field: string, value: T, most: T): void {
  if (value > most) {
    throw new ConnectError(Code.OutOfRange, `${field} is ${value}, but must not exceed ${most}`);
  }
}

/** Yields endlessly, `perSecond` times a second or at full speed for 0: the time since the first beat, in ms. */
async function* beats(perSecond: number, signal: AbortSignal): AsyncGenerator<number> {
  const start = performance.now();
  for (let index = 0; ; index++) {
    const elapsedMs = performance.now() - start;
    const due = perSecond === 0 ? 0 : (index / perSecond) * 1000;
    if (due > elapsedMs) {
      await pause(due - elapsedMs, signal);
    } else if (index % burst === burst - 1) {
      await pause(0, signal); // lets the event loop notice a client that has disconnected
    }
    yield tenths(performance.now() - start);
  }
}

function failure(request: FailRequest | undefined): ConnectError {
  const { code = 0, message = "", reasons = [] } = request ?? {};
  const named = codes[code - 1];
  if (!named) {
    return new ConnectError(Code.InvalidArgument, `code is ${code}, but codes go from 1 to ${codes.length}`);
  }
  return new ConnectError(named, message, {
    details: reasons.map((reason, index) => errorDetail(FailureReasonSchema, { reason, index })),
    metadata: { "demo-failure": named },
  });
}
