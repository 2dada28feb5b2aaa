import { describe, expect, it, onTestFinished, vi } from "vitest";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { messageTooLarge } from "../wire/message-limit.ts";
import { isRetryable, rpcRetry } from "./retry.ts";
import { reconnectDelayMs } from "./stream/reconnect.ts";

const unavailable = (retryAfter?: string) =>
  new ConnectError(Code.Unavailable, "", retryAfter === undefined ? {} : { metadata: { "retry-after": retryAfter } });

describe("rpcRetry", () => {
  it("repeats what another attempt can help, and nothing else", () => {
    const repeated = Object.values(Code).filter((code) => isRetryable(new ConnectError(code)));
    expect(repeated.sort()).toEqual([Code.Aborted, Code.ResourceExhausted, Code.Unavailable]);
    expect(isRetryable(new Error("a mistake"))).toBe(false);
  });

  it("does not ask again for a message that is larger than our own limit, or the server's", () => {
    expect(isRetryable(messageTooLarge(100))).toBe(false);
    expect(isRetryable(new ConnectError(Code.ResourceExhausted, "come back later"))).toBe(true);
    expect(rpcRetry({ codes: [Code.ResourceExhausted] }).retry(0, messageTooLarge(100))).toBe(false);
  });

  it("gives up after so many retries", () => {
    const { retry } = rpcRetry({ maxRetries: 2 });
    expect([0, 1, 2].map((count) => retry(count, unavailable()))).toEqual([true, true, false]);
  });

  it("takes other codes", () => {
    const { retry } = rpcRetry({ maxRetries: 1, codes: [Code.Internal] });
    expect(retry(0, new ConnectError(Code.Internal))).toBe(true);
    expect(retry(0, unavailable())).toBe(false);
  });

  it("waits twice as long each time, up to a limit", () => {
    const { retryDelay } = rpcRetry({ initialDelayMs: 100, maxDelayMs: 300 });
    expect([0, 1, 2, 3].map((count) => retryDelay(count, unavailable()))).toEqual([100, 200, 300, 300]);
  });

  it("waits as long as the server asks for, in seconds or until a date, but no longer than the limit", () => {
    vi.setSystemTime("2026-01-01T00:00:00Z");
    onTestFinished(() => void vi.useRealTimers());
    const { retryDelay } = rpcRetry({ initialDelayMs: 1, maxDelayMs: 20_000 });
    expect(retryDelay(0, unavailable("7"))).toBe(7_000);
    expect(retryDelay(0, unavailable(new Date(Date.now() + 9_000).toUTCString()))).toBe(9_000);
    expect(retryDelay(0, unavailable(new Date(Date.now() - 9_000).toUTCString()))).toBe(0);
    expect(retryDelay(0, unavailable("3000000"))).toBe(20_000);
    expect(retryDelay(3, unavailable("soon"))).toBe(8);
  });
});

describe("a stream that was lost", () => {
  it("waits longer each time, never beyond its limit, and not as long as all others", () => {
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
    expect(reconnectDelayMs(options, unavailable("3000000"), 1)).toBeLessThanOrEqual(1_000);
  });

  it("is given up after so many attempts, or for another error", () => {
    expect(reconnectDelayMs({ maxAttempts: 2 }, unavailable(), 2)).toBeGreaterThan(0);
    expect(reconnectDelayMs({ maxAttempts: 2 }, unavailable(), 3)).toBeUndefined();
    expect(reconnectDelayMs({}, new ConnectError(Code.NotFound), 1)).toBeUndefined();
    expect(reconnectDelayMs({}, messageTooLarge(100), 1)).toBeUndefined();
    expect(reconnectDelayMs({ shouldReconnect: () => true }, new ConnectError(Code.NotFound), 1)).toBeGreaterThan(0);
  });
});
