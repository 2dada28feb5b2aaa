import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Code } from "../../core/code.ts";
import { startHeartbeat } from "./heartbeat.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

it("a connection counts as lost after too long a silence", () => {
  const onSilence = vi.fn();
  const { beat } = startHeartbeat(100, onSilence);
  vi.advanceTimersByTime(99);
  beat();
  vi.advanceTimersByTime(99);
  expect(onSilence).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(onSilence).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: Code.Unavailable }));
});

it("a connection that is stopped, or may be silent forever, does not", () => {
  const onSilence = vi.fn();
  startHeartbeat(100, onSilence).stop();
  startHeartbeat(undefined, onSilence);
  startHeartbeat(Number.POSITIVE_INFINITY, onSilence);
  vi.advanceTimersByTime(2 ** 31);
  expect(onSilence).not.toHaveBeenCalled();
});
