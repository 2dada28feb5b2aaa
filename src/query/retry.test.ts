import fc from "fast-check";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { cutStream } from "../protocol/cut-stream.ts";
import { isRetryable } from "../protocol/retryable.ts";
import { messageTooLarge } from "../wire/message-limit.ts";
import { rendersPages } from "./renders-pages.ts";
import { rpcRetry } from "./retry.ts";
import { reconnectDelayMs } from "./stream/reconnect.ts";

/** What servers and intermediaries send: seconds, dates near and far, and nonsense. */
const anyRetryAfter = fc.oneof(
  fc.constantFrom("0", "-1", "-5", "1e3", "1.5", "", " ", "soon", "NaN", "Infinity", "0x10", "5, 10", "9".repeat(400)),
  fc.nat().map(String),
  fc.integer({ min: -1_000_000, max: 1_000_000 }).map((ms) => new Date(Date.now() + ms).toUTCString()),
  fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
  fc.string({ unit: "grapheme-ascii" }),
);

const unavailable = (retryAfter?: string) =>
  new ConnectError(Code.Unavailable, "", retryAfter === undefined ? {} : { metadata: { "retry-after": retryAfter } });

describe("rpcRetry", () => {
  it("retries transient errors, and nothing else", () => {
    const repeated = Object.values(Code).filter((code) => isRetryable(new ConnectError(code)));
    expect(repeated.sort()).toEqual([Code.Aborted, Code.ResourceExhausted, Code.Unavailable]);
    expect(isRetryable(new Error("a mistake"))).toBe(false);
  });

  it("does not request a message again that exceeds our limit, or the server's", () => {
    expect(isRetryable(messageTooLarge(100))).toBe(false);
    expect(isRetryable(new ConnectError(Code.ResourceExhausted, "come back later"))).toBe(true);
    expect(rpcRetry({ codes: [Code.ResourceExhausted] }).retry(0, messageTooLarge(100))).toBe(false);
  });

  it("retries a truncated response like any other lost connection, unless those are not to be retried", () => {
    for (const code of [Code.Internal, Code.Unknown]) {
      const cut = cutStream(new ConnectError(code, "the connection was cut"));
      expect(rpcRetry().retry(0, cut)).toBe(rendersPages === false);
      expect(isRetryable(cut)).toBe(true);
      expect(rpcRetry({ codes: [Code.Aborted], maxRetries: 1 }).retry(0, cut)).toBe(false);
    }
  });

  it("gives up after the maximum number of retries", () => {
    const { retry } = rpcRetry({ maxRetries: 2 });
    expect([0, 1, 2].map((count) => retry(count, unavailable()))).toEqual([true, true, false]);
  });

  it("accepts other codes", () => {
    const { retry } = rpcRetry({ maxRetries: 1, codes: [Code.Internal] });
    expect(retry(0, new ConnectError(Code.Internal))).toBe(true);
    expect(retry(0, unavailable())).toBe(false);
  });

  it("doubles the delay each time, up to a limit", () => {
    const { retryDelay } = rpcRetry({ initialDelayMs: 100, maxDelayMs: 300 });
    expect([0, 1, 2, 3].map((count) => retryDelay(count, unavailable()))).toEqual([100, 200, 300, 300]);
  });

  it("waits longer if the server asks for it, in seconds or until a date, but not above the limit", () => {
    vi.setSystemTime("2026-01-01T00:00:00Z");
    onTestFinished(() => void vi.useRealTimers());
    const { retryDelay } = rpcRetry({ initialDelayMs: 1, maxDelayMs: 20_000 });
    expect(retryDelay(0, unavailable("7"))).toBe(7_000);
    expect(retryDelay(0, unavailable(new Date(Date.now() + 9_000).toUTCString()))).toBe(9_000);
    expect(retryDelay(0, unavailable("3000000"))).toBe(20_000);
  });

  it("never waits less because of what the server says, nor for a year", () => {
    fc.assert(
      fc.property(anyRetryAfter, fc.nat(2_000), fc.nat(5_000), (retryAfter, failureCount, initialDelayMs) => {
        const { retryDelay } = rpcRetry({ initialDelayMs });
        const plain = retryDelay(failureCount, unavailable());
        expect(plain).toBe(Math.min(initialDelayMs * 2 ** Math.min(failureCount, 60), 30_000));
        expect(retryDelay(failureCount, unavailable(retryAfter))).toBeGreaterThanOrEqual(plain);
        expect(retryDelay(failureCount, unavailable(retryAfter))).toBeLessThanOrEqual(30_000);
      }),
    );
    // Delays longer than engines support fire immediately.
    const { retryDelay } = rpcRetry({ maxDelayMs: Number.POSITIVE_INFINITY });
    expect([retryDelay(50, unavailable()), retryDelay(0, unavailable("31536000"))]).toEqual(Array(2).fill(2 ** 31 - 1));
  });
});

describe("a stream that was lost", () => {
  it("waits longer each time, never above its limit, and not as long as other clients", () => {
    const options = { initialDelayMs: 100, maxDelayMs: 1_000 };
    for (const [attempt, longest] of [
      [1, 100],
      [2, 200],
      [10, 1_000],
    ] as const) {
      const delays = Array.from({ length: 100 }, () => reconnectDelayMs(options, unavailable(), attempt) ?? 0);
      expect(Math.min(...delays)).toBeGreaterThanOrEqual(longest / 2);
      expect(Math.max(...delays)).toBeLessThanOrEqual(longest);
      expect(new Set(delays).size).toBeGreaterThan(10);
    }
  });

  it("waits at least as long as without a Retry-After, and as the server asks for, up to the limit", () => {
    fc.assert(
      fc.property(anyRetryAfter, fc.integer({ min: 1, max: 2_000 }), fc.nat(5_000), (retryAfter, attempt, first) => {
        const options = { initialDelayMs: first };
        const plain = Math.min(first * 2 ** Math.min(attempt - 1, 60), 30_000);
        const delay = reconnectDelayMs(options, unavailable(retryAfter), attempt);
        expect(delay).toBeGreaterThanOrEqual(plain / 2);
        expect(delay).toBeLessThanOrEqual(30_000);
      }),
    );
    for (const seconds of [1, 16, 29, 30]) {
      expect(reconnectDelayMs({}, unavailable(`${seconds}`), 1)).toBe(seconds * 1_000);
    }
    const tooLong = Array.from({ length: 100 }, () => reconnectDelayMs({}, unavailable("31536000"), 1));
    expect(new Set(tooLong).size).toBeGreaterThan(10); // not all clients at the same time
    expect(Math.min(...tooLong.map(Number))).toBeGreaterThanOrEqual(15_000);
  });

  it("is given up after the maximum number of attempts, or for another error", () => {
    expect(reconnectDelayMs({ maxAttempts: 2 }, unavailable(), 2)).toBeGreaterThan(0);
    expect(reconnectDelayMs({ maxAttempts: 2 }, unavailable(), 3)).toBeUndefined();
    expect(reconnectDelayMs({}, new ConnectError(Code.NotFound), 1)).toBeUndefined();
    expect(reconnectDelayMs({}, messageTooLarge(100), 1)).toBeUndefined();
    expect(reconnectDelayMs({ shouldReconnect: () => true }, new ConnectError(Code.NotFound), 1)).toBeGreaterThan(0);
  });
});
