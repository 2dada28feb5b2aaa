import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { checkClock } from "./check-clock.ts";
import { Code } from "./code.ts";
import { ConnectError } from "./connect-error.ts";
import { Deadline, resolveTimeoutMs } from "./deadline.ts";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const gone = new ConnectError(Code.Unavailable, "gone");

describe("Deadline with a timeout", () => {
  it("expires after this many milliseconds, and not before", () => {
    const deadline = new Deadline({ timeoutMs: 200 });
    vi.advanceTimersByTime(199);
    expect(deadline.error).toBeUndefined();
    expect(deadline.remainingMs).toBe(1);
    vi.advanceTimersByTime(1);
    expect(deadline.error).toMatchObject({
      code: Code.DeadlineExceeded,
      rawMessage: expect.stringContaining("200 ms"),
    });
    expect(deadline.remainingMs).toBe(0);
    expect(() => deadline.throwIfAborted()).toThrow(deadline.error);
  });

  it("has already passed if it is negative", () => {
    const deadline = new Deadline({ timeoutMs: -5 });
    expect(deadline.error).toMatchObject({ code: Code.DeadlineExceeded });
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([undefined, 0])("does not exist for %s", (timeoutMs) => {
    const deadline = new Deadline({ timeoutMs });
    expect(deadline.remainingMs).toBeUndefined();
    expect(vi.getTimerCount()).toBe(0);
  });

  it("never expires if it is Infinity", () => {
    const deadline = new Deadline({ timeoutMs: Number.POSITIVE_INFINITY });
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(1_000_000);
    expect(() => deadline.throwIfAborted()).not.toThrow();
  });

  it("does not fire immediately if it is longer than a timer supports", () => {
    const deadline = new Deadline({ timeoutMs: 2 ** 31 });
    vi.advanceTimersByTime(10_000);
    expect(deadline.error).toBeUndefined();
    expect(deadline.remainingMs).toBe(2 ** 31 - 10_000);
    deadline.dispose();
  });

  it("leaves no timer behind once it is disposed or aborted", () => {
    const [one, two] = [new Deadline({ timeoutMs: 200 }), new Deadline({ timeoutMs: 200 })];
    one.dispose();
    one.dispose();
    two.abort(gone);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("Deadline with a caller's signal", () => {
  it("is canceled when the caller aborts, with the caller's reason as the cause", () => {
    const caller = new AbortController();
    const deadline = new Deadline({ signal: caller.signal });
    caller.abort();
    expect(deadline.error).toMatchObject({ code: Code.Canceled, cause: caller.signal.reason });
  });

  it.each([[new Error("left the page")], ["left the page"]])("is canceled for any reason: %s", (reason) => {
    const caller = new AbortController();
    const deadline = new Deadline({ signal: caller.signal });
    caller.abort(reason);
    expect(deadline.error).toMatchObject({ code: Code.Canceled, rawMessage: "left the page", cause: reason });
  });

  it("is exceeded when the caller's signal is a timeout", () => {
    const caller = new AbortController();
    const deadline = new Deadline({ signal: caller.signal });
    caller.abort(new DOMException("too late", "TimeoutError"));
    expect(deadline.error).toMatchObject({ code: Code.DeadlineExceeded, rawMessage: "too late" });
  });

  it("is exceeded when AbortSignal.timeout fires", async () => {
    vi.useRealTimers();
    const deadline = new Deadline({ signal: AbortSignal.timeout(1) });
    const error = await new Promise((resolve) => deadline.onAbort(resolve));
    expect(error).toMatchObject({ code: Code.DeadlineExceeded });
  });

  it("says that the call was canceled if an engine gives no reason", () => {
    const signal = Object.assign(new EventTarget(), { aborted: true }) as AbortSignal; // Safari 15, abort controllers of others
    expect(new Deadline({ signal }).error).toMatchObject({ code: Code.Canceled, rawMessage: "the call was canceled" });
  });

  it("uses a reason that is a ConnectError", () => {
    const deadline = new Deadline({ signal: AbortSignal.abort(gone) });
    expect(deadline.error).toBe(gone);
  });

  it("listens once, and stops listening when it is disposed", () => {
    const { signal } = new AbortController();
    const add = vi.spyOn(signal, "addEventListener");
    const remove = vi.spyOn(signal, "removeEventListener");
    const deadline = new Deadline({ signal });
    deadline.dispose();
    expect(add).toHaveBeenCalledOnce();
    expect(remove).toHaveBeenCalledOnce();
    expect(remove.mock.calls[0]?.slice(0, 2)).toEqual(add.mock.calls[0]?.slice(0, 2));
  });

  it("ignores the caller's signal after it was disposed", () => {
    const caller = new AbortController();
    const deadline = new Deadline({ signal: caller.signal });
    deadline.dispose();
    caller.abort();
    expect(deadline.error).toBeUndefined();
  });

  it("leaves no listener and no timer behind if the signal is already aborted", () => {
    const signal = AbortSignal.abort();
    const add = vi.spyOn(signal, "addEventListener");
    const remove = vi.spyOn(signal, "removeEventListener");
    const deadline = new Deadline({ signal, timeoutMs: 200 });
    expect(deadline.error).toMatchObject({ code: Code.Canceled });
    expect(remove.mock.calls.length).toBeGreaterThanOrEqual(add.mock.calls.length);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("keeps the first reason, whether it is the caller's or the timeout", () => {
    const caller = new AbortController();
    const first = new Deadline({ signal: caller.signal, timeoutMs: 200 });
    const second = new Deadline({ signal: caller.signal, timeoutMs: 100 });
    vi.advanceTimersByTime(150);
    caller.abort();
    vi.advanceTimersByTime(150);
    first.abort(gone);
    expect(first.error?.code).toBe(Code.Canceled);
    expect(second.error?.code).toBe(Code.DeadlineExceeded);
  });
});

describe("Deadline.signal", () => {
  it("is aborted with the error as the reason", () => {
    const deadline = new Deadline();
    const { signal } = deadline;
    deadline.abort(gone);
    expect(signal.reason).toBe(gone);
    expect(deadline.signal).toBe(signal);
  });

  it("is already aborted if first accessed after the end", () => {
    const deadline = new Deadline({ timeoutMs: -1 });
    expect(deadline.signal.aborted).toBe(true);
    expect(deadline.signal.reason).toBe(deadline.error);
  });
});

describe("Deadline.fetchSignal", () => {
  const newShared = () => new AbortController();

  it("is the shared signal as long as only the transport can end the call", () => {
    const shared = newShared();
    expect(new Deadline({}, shared).fetchSignal).toBe(shared.signal);
  });

  it.each([
    ["a timeout", () => new Deadline({ timeoutMs: 1000 }, newShared())],
    ["a caller's signal", () => new Deadline({ signal: new AbortController().signal }, newShared())],
    ["no shared controller", () => new Deadline()],
  ])("belongs to the call alone with %s", (_, make) => {
    const deadline = make();
    expect(deadline.fetchSignal).toBe(deadline.signal);
    deadline.dispose();
  });

  it("is aborted with the call, whatever was accessed before and after it was handed out", () => {
    const look = fc.constantFrom("signal" as const, "fetchSignal" as const);
    fc.assert(
      fc.property(fc.array(look, { minLength: 1 }), fc.nat(), (looks, abortAfter) => {
        const deadline = new Deadline({}, newShared());
        const seen: AbortSignal[] = [];
        looks.forEach((property, index) => {
          if (index === abortAfter % looks.length) {
            deadline.abort(gone);
          }
          seen.push(deadline[property]);
        });
        expect(seen.map(({ aborted, reason }) => [aborted, reason])).toEqual(seen.map(() => [true, gone]));
      }),
    );
  });

  it("is the same on every access", () => {
    const deadline = new Deadline({}, newShared());
    const { fetchSignal } = deadline;
    expect(deadline.signal).not.toBe(fetchSignal);
    expect(deadline.fetchSignal).toBe(fetchSignal);
  });

  it("does not end other calls when a call with its own signal ends", () => {
    const shared = newShared();
    const [limited, other] = [new Deadline({ timeoutMs: 1000 }, shared), new Deadline({}, shared)];
    limited.fetchSignal;
    limited.abort(gone);
    expect(other.fetchSignal.aborted).toBe(false);
  });
});

describe("Deadline.check", () => {
  it("ends a call whose time is up before any timer can fire", () => {
    const deadline = new Deadline({ timeoutMs: 100 });
    checkClock(deadline);
    vi.setSystemTime(Date.now() + 100);
    vi.spyOn(performance, "now").mockReturnValue(performance.now() + 100);
    expect(() => checkClock(deadline)).toThrow("timed out after 100 ms");
    expect(deadline.error).toMatchObject({ code: Code.DeadlineExceeded });
    vi.restoreAllMocks();
  });

  it("throws the reason why a call must stop", () => {
    const deadline = new Deadline();
    checkClock(deadline);
    deadline.abort(gone);
    expect(() => checkClock(deadline)).toThrow(gone);
  });
});

describe("Deadline.onAbort", () => {
  it("notifies every listener once, except those that have unsubscribed", () => {
    const deadline = new Deadline();
    const [stays, leaves] = [vi.fn(), vi.fn()];
    deadline.onAbort(stays);
    deadline.onAbort(leaves)();
    deadline.abort(gone);
    deadline.abort(new ConnectError(Code.Internal));
    expect(stays.mock.calls).toEqual([[gone]]);
    expect(leaves).not.toHaveBeenCalled();
  });

  it("notifies listeners that are added after the end synchronously", () => {
    const deadline = new Deadline({ signal: AbortSignal.abort(gone) });
    const listener = vi.fn();
    deadline.onAbort(listener);
    expect(listener.mock.calls).toEqual([[gone]]);
  });

  it("sets the error before it notifies anyone", () => {
    const deadline = new Deadline();
    let seen: unknown;
    deadline.onAbort(() => {
      seen = deadline.error;
    });
    deadline.abort(gone);
    expect(seen).toBe(gone);
  });
});

/** A call that nothing can end has nothing to race against. */
const newLimited = () => new Deadline({ signal: new AbortController().signal });

describe.each([
  ["of work that is abandoned immediately", false],
  ["of work that may unwind", true],
])("Deadline.race %s", (_, unwinds) => {
  beforeEach(() => {
    vi.useRealTimers();
  });

  it("settles like work that ends in time", async () => {
    const deadline = newLimited();
    await expect(deadline.race(Promise.resolve(5), unwinds)).resolves.toBe(5);
    await expect(deadline.race(Promise.reject(new Error("own")), unwinds)).rejects.toThrow("own");
  });

  it("rejects while the work hangs", async () => {
    const deadline = newLimited();
    const outcome = deadline.race(new Promise(() => {}), unwinds);
    deadline.abort(gone);
    await expect(outcome).rejects.toBe(gone);
  });

  it("rejects immediately if the call has already ended", async () => {
    const deadline = new Deadline({ signal: AbortSignal.abort(gone) });
    await expect(deadline.race(new Promise(() => {}), unwinds)).rejects.toBe(gone);
  });

  it("forgets work that has settled", async () => {
    const deadline = newLimited();
    const subscribe = vi.spyOn(deadline, "onAbort");
    await deadline.race(Promise.resolve(), unwinds);
    deadline.abort(gone); // would reject a promise that nobody awaits, if it were still subscribed
    expect(subscribe).toHaveBeenCalledOnce();
  });

  it("causes no unhandled rejection if abandoned work fails later", async () => {
    const deadline = newLimited();
    let failWork: (error: Error) => void = () => {};
    const work = new Promise((_, reject) => {
      failWork = reject;
    });
    const outcome = deadline.race(work, unwinds);
    deadline.abort(gone);
    await expect(outcome).rejects.toBe(gone);
    failWork(new Error("too late")); // Vitest fails the run on an unhandled rejection
    await new Promise((resolve) => setTimeout(resolve));
  });
});

it("Deadline.race lets work that may unwind fail by itself first", async () => {
  vi.useRealTimers();
  const deadline = newLimited();
  const own = new ConnectError(Code.Aborted, "the interceptor's own words");
  const work = new Promise((_, reject) => deadline.onAbort(() => reject(own)));
  const [direct, patient] = [deadline.race(new Promise(() => {})), deadline.race(work, true)];
  deadline.abort(gone);
  await expect(direct).rejects.toBe(gone);
  await expect(patient).rejects.toBe(own);
});

describe("resolveTimeoutMs", () => {
  it.each([
    [100, 100],
    [-5, -5],
    [undefined, undefined],
    [0, undefined],
    [Number.POSITIVE_INFINITY, undefined],
  ])("resolves %s to a timeout of %s", (timeoutMs, expected) => {
    expect(resolveTimeoutMs(timeoutMs)).toBe(expected);
  });

  it.each([Number.NaN, "100", null, {}])("rejects %j", (value) => {
    const refusal = expect.objectContaining({
      code: Code.InvalidArgument,
      rawMessage: expect.stringContaining("timeoutMs"),
    });
    expect(() => resolveTimeoutMs(value as number)).toThrow(refusal);
  });
});
