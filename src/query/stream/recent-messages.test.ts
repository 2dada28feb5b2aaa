import { expect, it } from "vitest";
import { RecentMessages } from "./recent-messages.ts";

it("all messages are counted, and the last ones are held", () => {
  const recent = new RecentMessages<number>(3);
  const seen: number[] = [];
  for (let message = 1; message <= 100; message++) {
    recent.push([message]);
    seen.push(message);
    expect(recent.batches.flat()).toEqual(seen.slice(-3));
    expect(recent.lost).toBe(Math.max(0, message - 3));
  }
  expect(recent.count).toBe(100);
});

it("a batch that is partly needed is held as a whole, but only the end of one that exceeds the limit", () => {
  const recent = new RecentMessages<number>(3);
  recent.push([1, 2]);
  recent.push([3, 4]);
  expect(recent.batches).toEqual([
    [1, 2],
    [3, 4],
  ]);
  recent.push([]);
  recent.push([5, 6, 7, 8, 9]);
  expect(recent.batches).toEqual([[7, 8, 9]]);
  expect(recent).toMatchObject({ count: 9, lost: 6 });
});
