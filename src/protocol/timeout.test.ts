import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Code } from "../core/code.ts";
import { formatConnectTimeout, formatGrpcTimeout, parseConnectTimeout, parseGrpcTimeout } from "./timeout.ts";

const malformed = expect.objectContaining({ code: Code.InvalidArgument });
const anyTimeout = fc.double({ min: 0, max: 1e15, noNaN: true });

describe("Connect-Timeout-Ms", () => {
  it.each([
    [200, "200"],
    [1500.5, "1500"],
    [0.4, "1"],
    [0, "1"],
    [-5, "1"],
    [9_999_999_999, "9999999999"],
    [9_999_999_999.9, "9999999999"],
  ])("for %d ms is %s", (timeoutMs, value) => {
    expect(formatConnectTimeout(timeoutMs)).toBe(value);
  });

  it.each([undefined, 1e10, Number.POSITIVE_INFINITY])("is omitted for %s", (timeoutMs) => {
    expect(formatConnectTimeout(timeoutMs)).toBeUndefined();
  });

  it.each([
    [null, undefined],
    ["1", 1],
    ["0", 0],
    ["0200", 200],
    ["9999999999", 9_999_999_999],
  ])("%j is read as %s", (value, timeoutMs) => {
    expect(parseConnectTimeout(value)).toBe(timeoutMs);
  });

  it.each(["", "abc", "-1", "1.5", "1e3", "0x10", "12345678901", "100ms", " 1", "1, 1"])("rejects %j", (value) => {
    expect(() => parseConnectTimeout(value)).toThrow(malformed);
    expect(() => parseConnectTimeout(value)).toThrow(JSON.stringify(value));
  });

  it("can always be parsed, and is never longer than requested", () => {
    fc.assert(
      fc.property(anyTimeout, (timeoutMs) => {
        const read = parseConnectTimeout(formatConnectTimeout(timeoutMs) ?? null);
        expect(read ?? 1).toBeGreaterThan(0);
        expect(read ?? 0).toBeLessThanOrEqual(Math.max(1, timeoutMs));
        expect(read ?? 1e10).toBeGreaterThan(Math.min(timeoutMs, 1e10) - 1);
      }),
    );
  });
});

describe("Grpc-Timeout", () => {
  it.each([
    [200, "200m"],
    [1500.5, "1500m"],
    [0.4, "1m"],
    [0, "1m"],
    [-5, "1m"],
    [99_999_999, "99999999m"],
    [99_999_999.9, "99999999m"],
    [1e8, "100000S"],
    [123_456_789, "123456S"],
    [99_999_999_999, "99999999S"],
    [1e11, "1666666M"],
    [6e12, "1666666H"],
  ])("for %d ms is %s", (timeoutMs, value) => {
    expect(formatGrpcTimeout(timeoutMs)).toBe(value);
  });

  it.each([undefined, 1e8 * 3_600_000, Number.POSITIVE_INFINITY])("is omitted for %s", (timeoutMs) => {
    expect(formatGrpcTimeout(timeoutMs)).toBeUndefined();
  });

  it.each([
    [null, undefined],
    ["1H", 3_600_000],
    ["2M", 120_000],
    ["3S", 3000],
    ["4m", 4],
    ["500u", 0.5],
    ["1000000n", 1],
    ["99999999m", 99_999_999],
    ["0n", 0],
    ["00000000H", 0],
  ])("%j is read as %s", (value, timeoutMs) => {
    expect(parseGrpcTimeout(value)).toBe(timeoutMs);
  });

  it.each(["", "5", "m", "-1m", "1.5S", "123456789m", "1h", "1s", "1ms", " 1m", "1m, 1m"])("rejects %j", (value) => {
    expect(() => parseGrpcTimeout(value)).toThrow(malformed);
    expect(() => parseGrpcTimeout(value)).toThrow(JSON.stringify(value));
  });

  it("can always be parsed, is never longer than requested, and shorter by less than a unit", () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 3e14, noNaN: true }), (timeoutMs) => {
        const value = formatGrpcTimeout(timeoutMs);
        expect(value).toMatch(/^\d{1,8}[mSMH]$/);
        const read = parseGrpcTimeout(value ?? null) ?? 0;
        expect(read).toBeLessThanOrEqual(timeoutMs);
        expect(read).toBeGreaterThan(timeoutMs * 0.98 - 1);
      }),
    );
  });
});
