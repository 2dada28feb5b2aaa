import { afterEach, expect, it, vi } from "vitest";
import { startTimer } from "./timer.ts";

afterEach(() => vi.useRealTimers());

it("a timer runs its task after a delay, unless it is canceled", () => {
  vi.useFakeTimers();
  const task = vi.fn();
  startTimer(20, task);
  startTimer(10, task)();
  vi.advanceTimersByTime(19);
  expect(task).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(task).toHaveBeenCalledOnce();
});

it("a timer for a longer delay than engines support waits forever", () => {
  const setTimeout = vi.spyOn(globalThis, "setTimeout");
  for (const ms of [Number.POSITIVE_INFINITY, 2 ** 31]) {
    startTimer(ms, () => {})();
  }
  expect(setTimeout).not.toHaveBeenCalled();
  startTimer(2 ** 31 - 1, () => {})();
  expect(setTimeout).toHaveBeenCalledOnce();
  setTimeout.mockRestore();
});
