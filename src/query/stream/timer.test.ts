import { afterEach, expect, it, vi } from "vitest";
import { startTimer } from "./timer.ts";

afterEach(() => vi.useRealTimers());

it("a timer runs its task after a while, unless it is called off", () => {
  vi.useFakeTimers();
  const task = vi.fn();
  startTimer(20, task);
  startTimer(10, task)();
  vi.advanceTimersByTime(19);
  expect(task).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(task).toHaveBeenCalledOnce();
});

it("a timer that is to wait for longer than engines can count waits for ever", () => {
  const setTimeout = vi.spyOn(globalThis, "setTimeout");
  for (const ms of [Number.POSITIVE_INFINITY, 2 ** 31]) {
    startTimer(ms, () => {})();
  }
  expect(setTimeout).not.toHaveBeenCalled();
  startTimer(2 ** 31 - 1, () => {})();
  expect(setTimeout).toHaveBeenCalledOnce();
  setTimeout.mockRestore();
});
