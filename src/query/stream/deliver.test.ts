import { afterEach, expect, it, vi } from "vitest";
import { deliver } from "./deliver.ts";

afterEach(() => vi.useRealTimers());

/** What is thrown for the engine to report. */
function uncaught(): unknown[] {
  const errors: unknown[] = [];
  for (let isDone = false; !isDone; ) {
    try {
      vi.runAllTimers();
      isDone = true;
    } catch (error) {
      errors.push(error);
    }
  }
  return errors;
}

it("a callback that throws gets the messages after that all the same, and its error is reported", () => {
  vi.useFakeTimers();
  const seen: number[] = [];
  const broken = new Error("third");
  const onMessage = (message: number) => {
    seen.push(message);
    if (message === 3) {
      throw broken;
    }
  };
  deliver({ onMessage }, [1, 2, 3, 4, 5]);
  expect(seen).toEqual([1, 2, 3, 4, 5]);
  expect(uncaught()).toEqual([broken]);
});

it("onBatch that throws costs onMessage nothing", () => {
  vi.useFakeTimers();
  const seen: number[] = [];
  const broken = new Error("batch");
  deliver(
    {
      onBatch() {
        throw broken;
      },
      onMessage: (message: number) => seen.push(message),
    },
    [1, 2],
  );
  expect(seen).toEqual([1, 2]);
  expect(uncaught()).toEqual([broken]);
});

it("callbacks are called as methods of what they are in", () => {
  const sum = {
    total: 0,
    onMessage(message: number) {
      this.total += message;
    },
  };
  deliver(sum, [1, 2]);
  expect(sum.total).toBe(3);
});
