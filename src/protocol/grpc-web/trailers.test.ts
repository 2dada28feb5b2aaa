import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import { Metadata } from "../../core/metadata.ts";
import { outcomeError, readOutcome } from "./outcome.ts";
import { decodeTrailers, encodeTrailers, withStatus } from "./trailers.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const lines = (...all: string[]) => utf8(all.map((line) => `${line}\r\n`).join(""));

describe("decodeTrailers", () => {
  it("decodes names in any case, with or without a space", () => {
    expect(decodeTrailers(lines("gRPC-Status: 5", "Cost:1", "a :\t2 "))).toEqual([
      ["gRPC-Status", "5"],
      ["Cost", "1"],
      ["a", "2"],
    ]);
  });

  it("keeps each value of a repeated name, and every colon", () => {
    expect(decodeTrailers(lines("cost: 1", "cost: 2, 3", "time: 12:30", "empty:"))).toEqual([
      ["cost", "1"],
      ["cost", "2, 3"],
      ["time", "12:30"],
      ["empty", ""],
    ]);
  });

  it.each([
    ["the last line break is missing", utf8("a: 1\r\nb: 2")],
    ["there is a blank line at the end", lines("a: 1", "b: 2", "")],
    ["a line has no colon", lines("a: 1", "oops", "b: 2")],
    ["a line has no name", lines("a: 1", ": oops", "b: 2")],
    ["lines end with LF alone", utf8("a: 1\nb: 2\n")],
    ["some lines do", utf8("a: 1\nb: 2\r\n")],
  ])("reads the rest if %s", (_, bytes) => {
    expect(decodeTrailers(bytes)).toEqual([
      ["a", "1"],
      ["b", "2"],
    ]);
  });

  it("does not treat CR alone as the end of a line, so that no value can add another field", () => {
    expect(decodeTrailers(utf8("a: 1\rgrpc-status: 0\r\nb: 2"))).toEqual([
      ["a", "1\rgrpc-status: 0"],
      ["b", "2"],
    ]);
  });

  it("returns nothing for no bytes", () => {
    expect(decodeTrailers(new Uint8Array(0))).toEqual([]);
  });

  it("returns one character per byte, as HTTP does with headers", () => {
    expect(decodeTrailers(utf8("note: 用é"))).toEqual([["note", "\xe7\x94\xa8\xc3\xa9"]]);
  });

  it("decodes what encodeTrailers encoded", () => {
    const name = fc.constantFrom("a", "b-bin", "__proto__", "grpc-status");
    const value = fc.stringMatching(/^([!-~]([ -~]{0,6}[!-~])?)?$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(name, value)), (all) => {
        const trailers = new Metadata(all);
        expect(decodeTrailers(encodeTrailers(trailers))).toEqual([...trailers.allItems()]);
      }),
    );
  });
});

describe("withStatus", () => {
  it("adds the status 0 on success, and leaves the trailers unchanged", () => {
    const trailers = new Metadata({ cost: "1" });
    expect([...withStatus(trailers, undefined)]).toEqual([
      ["cost", "1"],
      ["grpc-status", "0"],
    ]);
    expect([...trailers.keys()]).toEqual(["cost"]);
  });

  it("does not let an application set the outcome with a trailer", () => {
    const forged = new Metadata({ "grpc-status": "0", "grpc-message": "fine" });
    const error = new ConnectError(Code.NotFound, "gone", { metadata: forged });
    expect(withStatus(forged, error).getAll("grpc-status")).toEqual(["5"]);
    expect(withStatus(forged, error).getAll("grpc-message")).toEqual(["gone"]);
    expect(withStatus(forged, undefined).getAll("grpc-status")).toEqual(["0"]);
  });

  it("is decoded to the same error", () => {
    const value = fc.record({ type: fc.stringMatching(/^[a-z][a-z.]{0,9}$/), value: fc.uint8Array({ maxLength: 40 }) });
    const code = fc.constantFrom(...Object.values(Code));
    fc.assert(
      fc.property(code, fc.string({ unit: "binary", maxLength: 30 }), fc.array(value), (chosen, message, all) => {
        const error = new ConnectError(chosen, message, { details: all, metadata: { cost: "1" } });
        const outcome = readOutcome(decodeTrailers(encodeTrailers(withStatus(new Metadata({ a: "1" }), error))));
        const read = outcomeError(outcome, outcome.metadata);
        expect(read).toMatchObject({ code: chosen, rawMessage: message, details: all });
        expect([...(read?.metadata.keys() ?? [])]).toEqual(["a", "cost"]);
      }),
    );
  });
});
