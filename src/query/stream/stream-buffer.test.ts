import { describe, expect, it } from "vitest";
import { StreamBuffer, type StreamMode } from "./stream-buffer.ts";

function collecting(limit = 10): StreamBuffer<readonly number[], number> {
  return new StreamBuffer<readonly number[], number>("collect", limit);
}

describe("a buffer whose last snapshot was changed by other code", () => {
  it("continues from that, and adds the messages that arrived since", () => {
    const buffer = collecting();
    buffer.push([1, 2]);
    const shown = buffer.snapshot(false);
    buffer.push([3]);
    buffer.push([4]);
    buffer.rebase({ ...shown, data: [2] });
    expect(buffer.snapshot(false)).toMatchObject({ data: [2, 3, 4], latest: 4, count: 4 });
    buffer.push([5]);
    expect(buffer.snapshot(false)).toMatchObject({ data: [2, 3, 4, 5], latest: 5, count: 5 });
  });

  it("takes its last message from there if none arrived since", () => {
    const buffer = collecting();
    buffer.push([1, 2]);
    buffer.rebase({ ...buffer.snapshot(false), data: [1], latest: 1, count: 1 });
    expect(buffer.latest).toBe(1);
    expect(buffer.snapshot(false)).toMatchObject({ data: [1], latest: 1, count: 1 });
  });

  it("does so in every mode", () => {
    for (const [mode, expected] of [
      ["latest", 3],
      [{ initial: 0, reduce: (sum: number, message: number) => sum + message }, 103],
    ] as [StreamMode<number, number>, number][]) {
      const buffer = new StreamBuffer<number, number>(mode, 10);
      buffer.push([1, 2]);
      const shown = buffer.snapshot(false);
      buffer.push([3]);
      buffer.rebase({ ...shown, data: 100 });
      expect(buffer.snapshot(false).data).toBe(expected);
    }
  });

  it("ignores changes before its first snapshot, which belong to another buffer", () => {
    const buffer = collecting();
    buffer.push([7]);
    buffer.rebase({ data: [1, 2], latest: 2, count: 2, dropped: 0, isComplete: false });
    expect(buffer.snapshot(false)).toMatchObject({ data: [7], count: 1 });
  });

  it("holds no more of the messages since than it may", () => {
    const buffer = collecting(3);
    buffer.snapshot(false);
    for (let message = 1; message <= 100; message++) {
      buffer.push([message]);
    }
    buffer.rebase({ data: [0], latest: 0, count: 1, dropped: 0, isComplete: false });
    expect(buffer.snapshot(false)).toMatchObject({ data: [98, 99, 100], latest: 100, count: 101 });
  });

  it("counts messages since that it no longer holds as dropped", () => {
    const buffer = collecting(10);
    buffer.push([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const shown = buffer.snapshot(false);
    for (let message = 11; message <= 110; message++) {
      buffer.push([message]);
    }
    buffer.rebase(shown);
    buffer.rebase({ ...shown, data: shown.data.slice(4), dropped: 4 });
    const { data, count, dropped } = buffer.snapshot(false);
    expect({ count, dropped, length: data.length }).toEqual({ count: 110, dropped: 100, length: 10 });
  });

  it("needs no limit to continue from the data of a reducer", () => {
    const sum = { initial: 0, reduce: (total: number, message: number) => total + message };
    const buffer = new StreamBuffer<number, number>(sum, 0);
    const shown = buffer.snapshot(false);
    buffer.push([1]);
    buffer.push([2]);
    buffer.rebase({ ...shown, data: 100 });
    expect(buffer.snapshot(false)).toMatchObject({ data: 102, count: 2 });
  });
});
