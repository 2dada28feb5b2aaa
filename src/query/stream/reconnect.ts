/** Decides whether and when a lost stream reconnects. */
import type { ConnectError } from "../../core/connect-error.ts";
import { startTimer } from "../../core/timer.ts";
import { retryAfterMs } from "../../protocol/retry-after.ts";
import { backoffMs, isRetryable } from "../../protocol/retryable.ts";
import { expectFunction, expectNumber, expectOption } from "../expect-option.ts";

export interface ReconnectOptions {
  /** Consecutive attempts without a message before the stream fails. Default: no limit. */
  maxAttempts?: number;
  /**
   * Milliseconds before the first attempt, doubled for each consecutive one without a message, and reduced by a random
   * amount of up to half. A server's `Retry-After` can increase the delay, but never reduce it. Default 500.
   */
  initialDelayMs?: number;
  /** The longest delay in milliseconds, even if the server asks for a longer one. Default 30,000. */
  maxDelayMs?: number;
  /**
   * Returns true if the stream should reconnect after this error. Default: after a lost connection, and for the codes
   * unavailable, aborted and resource_exhausted.
   */
  shouldReconnect?: (error: ConnectError) => boolean;
}

/** Throws invalid_argument for invalid options. */
export function expectReconnect(reconnect: boolean | ReconnectOptions | undefined): void {
  const isPossible = typeof reconnect === "boolean" || (typeof reconnect === "object" && reconnect !== null);
  expectOption("reconnect", reconnect, isPossible, "true, false or options");
  if (typeof reconnect === "object") {
    expectNumber("reconnect.maxAttempts", reconnect.maxAttempts, 0, "attempts");
    expectNumber("reconnect.initialDelayMs", reconnect.initialDelayMs, 0, "milliseconds");
    expectNumber("reconnect.maxDelayMs", reconnect.maxDelayMs, 0, "milliseconds");
    expectFunction("reconnect.shouldReconnect", reconnect.shouldReconnect);
  }
}

/** Returns the milliseconds to wait before this attempt, the first being 1; undefined if there must be none. */
export function reconnectDelayMs(options: ReconnectOptions, error: ConnectError, attempt: number): number | undefined {
  const { maxAttempts = Number.POSITIVE_INFINITY, initialDelayMs = 500, maxDelayMs = 30_000 } = options;
  const { shouldReconnect = (reason) => isRetryable(reason) } = options;
  if (attempt > maxAttempts || !shouldReconnect(error)) {
    return undefined;
  }
  // Jitter keeps the clients of a restarted server from all reconnecting at the same moment.
  const spread = 0.5 + Math.random() / 2;
  const backoff = Math.min(backoffMs(initialDelayMs, attempt - 1), maxDelayMs) * spread;
  const asked = retryAfterMs(error);
  return Math.max(backoff, asked > maxDelayMs ? maxDelayMs * spread : asked);
}

/**
 * Waits, but no longer than is useful: the wait ends early when the device is back online or the tab becomes visible.
 * Rejects when the signal is aborted.
 */
export function waitToReconnect(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (settle: () => void) => {
      stopTimer();
      signal.removeEventListener("abort", onAbort);
      globalThis.removeEventListener?.("online", onWake);
      globalThis.document?.removeEventListener?.("visibilitychange", onVisible);
      settle();
    };
    const onAbort = () => done(() => reject(signal.reason));
    const onWake = () => done(resolve);
    const onVisible = () => globalThis.document.visibilityState === "visible" && onWake();
    const stopTimer = startTimer(ms, onWake);
    signal.addEventListener("abort", onAbort);
    globalThis.addEventListener?.("online", onWake);
    globalThis.document?.addEventListener?.("visibilitychange", onVisible);
  });
}
