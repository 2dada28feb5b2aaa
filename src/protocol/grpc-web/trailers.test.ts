import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import { Metadata } from "../../core/metadata.ts";
import { encodeBase64 } from "../../wire/base64.ts";
import { encodeStatus } from "./status.ts";
import { decodeTrailers, encodeTrailers, takeStatus, withStatus } from "./trailers.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const lines = (...all: string[]) => utf8(all.map((line) => `${line}\r\n`).join(""));

/** The outcome that these trailers mean. */
function outcome(...all: string[]): ConnectError | undefined {
  return takeStatus(decodeTrailers(lines(...all)), () => new Metadata({ header: "h" }), "; is it exposed?");
}

const detail = { type: "acme.v1.Hat", value: Uint8Array.of(8, 1) };
const details = (code: number, message: string) => encodeBase64(encodeStatus({ code, message, details: [detail] }));

describe("decodeTrailers", () => {
  const items = (bytes: Uint8Array) => [...decodeTrailers(bytes).allItems()];

  it("reads names in any case, with or without a space", () => {
    expect(items(lines("gRPC-Status: 5", "Cost:1", "a :\t2 "))).toEqual([
      ["grpc-status", "5"],
      ["cost", "1"],
      ["a", "2"],
    ]);
  });

  it("keeps each value of a name that comes more than once, and every colon", () => {
    expect(items(lines("cost: 1", "Cost: 2, 3", "time: 12:30", "empty:"))).toEqual([
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
    ["a name is none", lines("a: 1", "not a name: oops", "b: 2")],
    ["a value holds what no header can", lines("a: 1", "c: 🎩", "d: \0", "b: 2")],
  ])("reads the rest if %s", (_, bytes) => {
    expect(items(bytes)).toEqual([
      ["a", "1"],
      ["b", "2"],
    ]);
  });

  it("reads nothing from nothing", () => {
    expect(items(new Uint8Array(0))).toEqual([]);
  });

  it("reads back what encodeTrailers wrote", () => {
    const name = fc.constantFrom("a", "b-bin", "__proto__", "grpc-status");
    const value = fc.stringMatching(/^([!-~]([ -~]{0,6}[!-~])?)?$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(name, value)), (all) => {
        const trailers = new Metadata(all);
        expect(items(encodeTrailers(trailers))).toEqual([...trailers.allItems()]);
      }),
    );
  });

  it("never throws, whatever it reads", () => {
    const piece = fc.constantFrom("a", ":", "\r\n", "\n", " ", "\0", "é", "grpc-status: 5");
    const bytes = fc.oneof(
      fc.uint8Array(),
      fc.array(piece).map((pieces) => utf8(pieces.join(""))),
    );
    fc.assert(
      fc.property(bytes, (garbage) => {
        expect(decodeTrailers(garbage)).toBeInstanceOf(Metadata);
      }),
    );
  });
});

describe("takeStatus", () => {
  it("means success for the status 0, whatever is beside it", () => {
    expect(outcome("grpc-status: 0")).toBeUndefined();
    expect(outcome("grpc-status: 0", "grpc-message: fine")).toBeUndefined();
  });

  it("reads code and message, percent-decoded", () => {
    const error = outcome("gRPC-Status: 5", "gRPC-Message: no hat%0D%0Afor %F0%9F%8E%A9");
    expect(error).toMatchObject({ code: Code.NotFound, rawMessage: "no hat\r\nfor 🎩", details: [] });
  });

  it("keeps the status when the message is encoded wrongly", () => {
    expect(outcome("grpc-status: 5", "grpc-message: 100% %zz %")).toMatchObject({
      code: Code.NotFound,
      rawMessage: "100% %zz %",
    });
  });

  it("lets the status in the details win, padded or not", () => {
    for (const value of [details(9, "closed"), details(9, "closed").padEnd(60, "=").replace(/=+$/, "")]) {
      expect(outcome("grpc-status: 5", "grpc-message: gone", `grpc-status-details-bin: ${value}`)).toMatchObject({
        code: Code.FailedPrecondition,
        rawMessage: "closed",
        details: [detail],
      });
    }
    const padded = `${encodeBase64(encodeStatus({ code: 9, message: "", details: [] }))}==`;
    expect(padded).toMatch(/^[^=]{6}==$/);
    expect(outcome("grpc-status: 5", `grpc-status-details-bin: ${padded}`)?.code).toBe(Code.FailedPrecondition);
  });

  it.each([
    ["is no base64", "???"],
    ["is no google.rpc.Status", "Ev8"],
    ["is empty", ""],
  ])("falls back on the plain status when the status in the details %s", (_, value) => {
    expect(outcome("grpc-status: 5", "grpc-message: gone", `grpc-status-details-bin: ${value}`)).toMatchObject({
      code: Code.NotFound,
      rawMessage: "gone",
    });
  });

  it.each([0, 17])("falls back on the plain status when the details say %i, but keeps them", (code) => {
    const error = outcome("grpc-status: 5", `grpc-status-details-bin: ${details(code, "more")}`);
    expect(error).toMatchObject({ code: Code.NotFound, rawMessage: "more", details: [detail] });
  });

  it.each(["17", "-1", "99999999999999999999", "1.5", "abc", "5, 5", "", "0x5", "1e0", "5.0", "00"])(
    "means unknown for the status %j, and keeps the message",
    (status) => {
      expect(outcome(`grpc-status: ${status}`, "grpc-message: oops")).toMatchObject({
        code: Code.Unknown,
        rawMessage: "oops",
      });
    },
  );

  it("shows a status that means nothing if there is no message", () => {
    expect(outcome("grpc-status: abc")?.rawMessage).toContain('"abc"');
  });

  it("means unknown if the status is missing, and gives the hint", () => {
    expect(outcome("cost: 1")).toMatchObject({
      code: Code.Unknown,
      rawMessage: "the response ended without a grpc-status; is it exposed?",
    });
  });

  it("takes its own fields out, and puts headers and other trailers into the metadata of the error", () => {
    const block = lines("grpc-status: 5", "grpc-message: m", `grpc-status-details-bin: ${details(5, "")}`, "cost: 1");
    const trailers = decodeTrailers(block);
    const error = takeStatus(trailers, () => new Metadata({ header: "h" }), "");
    expect([...trailers.keys()]).toEqual(["cost"]);
    expect([...(error?.metadata ?? [])]).toEqual([
      ["cost", "1"],
      ["header", "h"],
    ]);
  });
});

describe("withStatus", () => {
  it("adds the status 0 after success, and leaves the trailers as they were", () => {
    const trailers = new Metadata({ cost: "1" });
    expect([...withStatus(trailers, undefined)]).toEqual([
      ["cost", "1"],
      ["grpc-status", "0"],
    ]);
    expect([...trailers.keys()]).toEqual(["cost"]);
  });

  it("does not let an application set the outcome by a trailer", () => {
    const forged = new Metadata({ "grpc-status": "0", "grpc-message": "fine" });
    const error = new ConnectError(Code.NotFound, "gone", { metadata: forged });
    expect(withStatus(forged, error).getAll("grpc-status")).toEqual(["5"]);
    expect(withStatus(forged, error).getAll("grpc-message")).toEqual(["gone"]);
    expect(withStatus(forged, undefined).getAll("grpc-status")).toEqual(["0"]);
  });

  it("is read back as the same error", () => {
    const value = fc.record({ type: fc.stringMatching(/^[a-z][a-z.]{0,9}$/), value: fc.uint8Array({ maxLength: 40 }) });
    const code = fc.constantFrom(...Object.values(Code));
    fc.assert(
      fc.property(code, fc.string({ unit: "binary", maxLength: 30 }), fc.array(value), (chosen, message, all) => {
        const error = new ConnectError(chosen, message, { details: all, metadata: { cost: "1" } });
        const trailers = decodeTrailers(encodeTrailers(withStatus(new Metadata({ a: "1" }), error)));
        const read = takeStatus(trailers, () => new Metadata(), "");
        expect(read).toMatchObject({ code: chosen, rawMessage: message, details: all });
        expect([...(read?.metadata.keys() ?? [])]).toEqual(["a", "cost"]);
      }),
    );
  });
});
