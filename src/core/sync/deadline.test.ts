import { describe, expect, it, vi } from "vitest";
import { checkClock } from "../check-clock.ts";
import { Code } from "../code.ts";
import { ConnectError } from "../connect-error.ts";
import { DeadlineSync } from "./deadline.ts";

const late = expect.objectContaining({ code: Code.DeadlineExceeded, rawMessage: "timed out after 20 ms" });

function busy(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end) {
    // No timer could fire during this.
  }
}

describe("a DeadlineSync", () => {
  it("lets a call continue while there is time, and forever without a timeout", () => {
    checkClock(new DeadlineSync(60_000));
    const none = new DeadlineSync(undefined);
    checkClock(none);
    expect(none.remainingMs).toBeUndefined();
  });

  it("throws when the time is up, although no timer can have fired", () => {
    const deadline = new DeadlineSync(20);
    busy(25);
    expect(() => checkClock(deadline)).toThrow(late);
    expect(deadline.error).toEqual(late);
    expect(deadline.signal.aborted).toBe(true);
  });

  it("has passed when its timeout is negative", () => {
    expect(() => checkClock(new DeadlineSync(-1))).toThrow(expect.objectContaining({ code: Code.DeadlineExceeded }));
  });

  it("does not end by itself without a check", async () => {
    const deadline = new DeadlineSync(20);
    const listener = vi.fn();
    deadline.onAbort(listener);
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(listener).not.toHaveBeenCalled();
    expect(() => checkClock(deadline)).toThrow(late);
    expect(listener).toHaveBeenCalledOnce();
  });

  it("expires when expire is called", () => {
    const deadline = new DeadlineSync(20);
    deadline.expire();
    expect(() => checkClock(deadline)).toThrow(late);
  });

  it("keeps the first reason", () => {
    const deadline = new DeadlineSync(20);
    const left = new ConnectError(Code.Canceled, "left");
    deadline.abort(left);
    busy(25);
    expect(() => checkClock(deadline)).toThrow(left);
  });
});
