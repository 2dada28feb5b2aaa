/** The filter language. */

import type { Row } from "farcall/devtools";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Call } from "./call.ts";
import { completeFilter } from "./complete-filter.ts";
import { parseDuration, parseFilter, parseSize, quoteValue } from "./filter.ts";
import { excludingTerms, matchesAll } from "./match-call.ts";

function callOf(row: Partial<Row>): Call {
  const whole: Row = {
    id: "1",
    seq: 1,
    service: "demo.v1.DemoService",
    method: "Say",
    kind: "unary",
    protocol: "connect",
    url: "https://api.example.com/demo.v1.DemoService/Say",
    httpMethod: "POST",
    start: 0,
    end: 20,
    attempts: [{ at: 0, sent: 10, received: 2000, requests: 1, responses: 1, status: 200 }],
    ...row,
  };
  return { key: whole.id, row: whole, epoch: "e", timeOrigin: 0, isKept: true };
}

const failed = callOf({ id: "2", method: "Fail", code: "unavailable", why: "server", message: "no wool today" });
const stream = callOf({ id: "3", method: "Tick", kind: "server_streaming", end: undefined as never });
const said = callOf({});
const all = [said, failed, stream];

function found(text: string, now = 5000): string[] {
  return all.filter((call) => matchesAll(call, parseFilter(text), now, () => undefined)).map(({ row }) => row.method);
}

test("a word matches procedure, code, message and URL, ignoring case", () => {
  expect(found("WOOL")).toEqual(["Fail"]);
  expect(found("demoservice")).toEqual(["Say", "Fail", "Tick"]);
  expect(found("https://api.example.com")).toHaveLength(3);
});

test("all terms have to match, and a minus negates one", () => {
  expect(found("demo -method:tick")).toEqual(["Say", "Fail"]);
  expect(found("-wool -tick")).toEqual(["Say"]);
});

test.each([
  ["status:error", ["Fail"]],
  ["status:open", ["Tick"]],
  ["status:ok", ["Say"]],
  ["status:2xx", ["Say", "Fail", "Tick"]],
  ["status:404", []],
  ["code:unavailable", ["Fail"]],
  ["kind:stream", ["Tick"]],
  ["kind:unary", ["Say", "Fail"]],
  ["why:server", ["Fail"]],
  ["duration:>1s", ["Tick"]],
  ["duration:<1s", ["Say", "Fail"]],
  ["larger-than:1.9k", ["Say", "Fail", "Tick"]],
  ["larger-than:2k", []],
  ["/^demo\\.v1\\S*\\/say/", ["Say"]],
  ["method:/^(say|fail)$/", ["Say", "Fail"]],
  ['"wool today"', ["Fail"]],
])("%s finds %j", (text, methods) => {
  expect(found(text)).toEqual(methods);
});

test("headers and messages are searched once they have been read", () => {
  const textOf = () => ({ headers: "x-tenant=blue\ncontent-type=application/proto", body: 'sentence: "hello there"' });
  const finds = (text: string) => matchesAll(said, parseFilter(text), 0, textOf);
  expect(finds("header:x-tenant=blue")).toBe(true);
  expect(finds("header:x-tenant=red")).toBe(false);
  expect(finds('body:"hello there"')).toBe(true);
});

test("invalid terms are reported, and hide nothing", () => {
  for (const text of ["duration:soon", "larger-than:big", "status:weird", "/(/", "is:odd", "method:"]) {
    const [term] = parseFilter(text);
    expect(term?.problem, text).toBeTruthy();
    expect(found(text)).toHaveLength(3);
  }
});

test("terms that hide everything by themselves are named", () => {
  expect(excludingTerms(all, parseFilter("say code:nothing"), 0, () => undefined).map(({ text }) => text)).toEqual([
    "code:nothing",
  ]);
});

test("any text can be typed, no term is lost, and a quoted value round-trips", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      for (const term of parseFilter(text)) {
        expect(text).toContain(term.text);
      }
      expect(() => found(text)).not.toThrow();
    }),
  );
  fc.assert(
    fc.property(
      fc.string().filter((value) => value !== "" && !value.startsWith("-")),
      (value) => {
        const quoted = quoteValue(value);
        const [term, ...others] = parseFilter(`origin:${quoted}`);
        expect(others).toEqual([]);
        expect(term?.value).toBe(value);
      },
    ),
  );
});

test("sizes and durations have units", () => {
  expect(["1", "10k", "1.5M", "2G", "3kb"].map(parseSize)).toEqual([1, 10_000, 1_500_000, 2e9, 3000]);
  expect(parseDuration("2m")).toEqual({ isLonger: true, ms: 120_000 });
  expect(parseDuration("<250ms")).toEqual({ isLonger: false, ms: 250 });
  expect(parseSize("k")).toBeUndefined();
});

test("keys are completed, then the values seen, most frequent first", () => {
  expect(completeFilter("me", all).map(({ text }) => text)).toEqual(["method:"]);
  expect(completeFilter("wool -me", all).map(({ text }) => text)).toEqual(["wool -method:"]);
  expect(completeFilter("kind:", all).map(({ label }) => label)).toEqual(["unary", "server_streaming"]);
  expect(completeFilter("method:fa", all).map(({ text }) => text)).toEqual(["method:Fail "]);
  expect(completeFilter("", all).length).toBeGreaterThan(10);
});
