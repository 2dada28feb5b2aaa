import { afterEach, expect, it, vi } from "vitest";
import { deliver } from "./deliver.ts";

afterEach(() => vi.useRealTimers());

/** The errors reported to the engine. */
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

it("a callback that throws still receives later messages, and its error is reported", () => {
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

it("an onBatch that throws does not affect onMessage", () => {
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

it("callbacks are called as methods of their object", () => {
  const sum = {
    total: 0,
    onMessage(message: number) {
      this.total += message;
    },
  };
  deliver(sum, [1, 2]);
  expect(sum.total).toBe(3);
});
