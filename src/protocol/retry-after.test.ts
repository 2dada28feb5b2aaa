import { describe, expect, it, onTestFinished, vi } from "vitest";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { retryAfterMs } from "./retry-after.ts";

const asked = (metadata: Record<string, string>) => retryAfterMs(new ConnectError(Code.Unavailable, "", { metadata }));

function setTime(time: string): void {
  vi.setSystemTime(time);
  onTestFinished(() => void vi.useRealTimers());
}

describe("the delay that a server asks for", () => {
  it.each([["Sun, 06 Nov 1994 08:49:37 GMT"], ["Sunday, 06-Nov-94 08:49:37 GMT"], ["Sun Nov  6 08:49:37 1994"]])(
    "is until %s, in each date format of HTTP",
    (date) => {
      setTime("1994-11-06T08:49:30Z");
      expect(asked({ "retry-after": date })).toBe(7_000);
    },
  );

  it("is in seconds, however many", () => {
    expect(["0", "7", " 7 ", "0.5"].map((after) => asked({ "retry-after": after }))).toEqual([0, 7_000, 7_000, 500]);
    expect(asked({ "retry-after": "9".repeat(400) })).toBe(Number.POSITIVE_INFINITY);
  });

  it("is 0 if it has passed, is invalid, or is missing", () => {
    setTime("2026-01-01T00:00:00Z");
    for (const after of [
      "Wed, 31 Dec 2025 23:59:59 GMT",
      "-5",
      "soon",
      "5, 10",
      "Infinity",
      "2027-01-01",
      "1/2/2027",
      "",
    ]) {
      expect([after, asked({ "retry-after": after })]).toEqual([after, 0]);
    }
    expect([asked({}), retryAfterMs(new Error("a mistake")), retryAfterMs(undefined)]).toEqual([0, 0, 0]);
  });

  it("is relative to the server's clock, if known, and not to a device that is years off", () => {
    for (const time of ["1970-01-01T00:00:00Z", "2026-01-01T00:00:00Z", "2099-01-01T00:00:00Z"]) {
      setTime(time);
      const date = "Thu, 01 Jan 2026 00:00:00 GMT";
      expect(asked({ "retry-after": "Thu, 01 Jan 2026 00:00:05 GMT", date })).toBe(5_000);
    }
    setTime("2026-01-01T00:00:00Z");
    expect(asked({ "retry-after": "Thu, 01 Jan 2026 00:00:05 GMT", date: "today" })).toBe(5_000);
  });
});
