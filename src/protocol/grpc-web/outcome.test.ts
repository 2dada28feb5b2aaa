import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Code } from "../../core/code.ts";
import type { ConnectError } from "../../core/connect-error.ts";
import { Metadata } from "../../core/metadata.ts";
import { encodeBase64 } from "../../wire/base64.ts";
import { toByteString } from "../../wire/byte-string.ts";
import { isCutStream } from "../cut-stream.ts";
import { outcomeError, readOutcome, speakOfOutcome } from "./outcome.ts";
import { encodeStatus } from "./status.ts";
import { decodeTrailers } from "./trailers.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);

/** Returns the fields in the lines of a last frame. */
const fieldsOf = (...lines: string[]) => decodeTrailers(utf8(lines.map((line) => `${line}\r\n`).join("")));

/** Returns the outcome in these lines. */
function errorOf(...lines: string[]): ConnectError | undefined {
  const outcome = readOutcome(fieldsOf(...lines));
  return outcomeError(outcome, outcome.metadata, "; is it exposed?");
}

const detail = { type: "acme.v1.Hat", value: Uint8Array.of(8, 1) };
const details = (code: number, message: string) => encodeBase64(encodeStatus({ code, message, details: [detail] }));

describe("an outcome", () => {
  it("is success for the status 0, whatever else there is", () => {
    expect(errorOf("grpc-status: 0")).toBeUndefined();
    expect(
      errorOf("grpc-status: 0", "grpc-message: fine", `grpc-status-details-bin: ${details(5, "")}`),
    ).toBeUndefined();
  });

  it("has code and message, percent-decoded", () => {
    const error = errorOf("gRPC-Status: 5", "gRPC-Message: no hat%0D%0Afor %F0%9F%8E%A9");
    expect(error).toMatchObject({ code: Code.NotFound, rawMessage: "no hat\r\nfor 🎩", details: [] });
  });

  it("keeps its code when the message is malformed", () => {
    expect(errorOf("grpc-status: 5", "grpc-message: 100% %zz %")).toMatchObject({
      code: Code.NotFound,
      rawMessage: "100% %zz %",
    });
  });

  it.each([
    ["05", Code.NotFound],
    ["  5\t", Code.NotFound],
    ["5, 5", Code.NotFound],
    ["5,7", Code.NotFound],
    ["OK, 5", Code.NotFound],
    [", 5", Code.NotFound],
    ["016", Code.Unauthenticated],
  ])("with the status %j has the code of the first number in it", (status, code) => {
    expect(errorOf(`grpc-status: ${status}`, "grpc-message: oops")).toMatchObject({ code, rawMessage: "oops" });
  });

  it.each(["00", "0, 0", "0, 5"])("with the status %j is success", (status) => {
    expect(errorOf(`grpc-status: ${status}`)).toBeUndefined();
  });

  it.each(["17", "99", "-1", "99999999999999999999", "1.5", "abc", "", "0x5", "1e0", "5.0", "OK", "5 5"])(
    "with the invalid status %j is unknown and keeps the message",
    (status) => {
      const error = errorOf(`grpc-status: ${status}`, "grpc-message: oops") as ConnectError;
      expect(error).toMatchObject({ code: Code.Unknown, rawMessage: "oops" });
      expect(isCutStream(error)).toBe(false);
      expect(errorOf(`grpc-status: ${status}`)?.rawMessage).toContain(JSON.stringify(status));
    },
  );

  it("prefers the status in the details, padded or not, in either alphabet", () => {
    const odd = { code: 9, message: "a>?~b", details: [{ type: "a.B", value: Uint8Array.of(251, 255, 191, 255) }] };
    const text = encodeBase64(encodeStatus(odd));
    expect(text).toMatch(/[+/]/);
    for (const value of [
      text,
      text.replace(/\+/g, "-").replace(/\//g, "_"),
      text.padEnd(Math.ceil(text.length / 4) * 4, "="),
    ]) {
      expect(errorOf("grpc-status: 5", "grpc-message: gone", `grpc-status-details-bin: ${value}`)).toMatchObject({
        code: Code.FailedPrecondition,
        rawMessage: odd.message,
        details: odd.details,
      });
    }
  });

  it.each([
    ["is not base64", "???"],
    ["is not a google.rpc.Status", "Ev8"],
    ["is empty", ""],
    ["is nothing but commas", ", ,"],
  ])("falls back on the plain status when the status in the details %s", (_, value) => {
    expect(errorOf("grpc-status: 5", "grpc-message: gone", `grpc-status-details-bin: ${value}`)).toMatchObject({
      code: Code.NotFound,
      rawMessage: "gone",
    });
  });

  it.each([0, 17])("falls back on the plain status when the details say %i, but keeps them", (code) => {
    const error = errorOf("grpc-status: 5", `grpc-status-details-bin: ${details(code, "more")}`);
    expect(error).toMatchObject({ code: Code.NotFound, rawMessage: "more", details: [detail] });
  });

  it("uses the first readable details, in one field or in two", () => {
    const good = `grpc-status-details-bin: ${details(9, "closed")}`;
    const expected = { code: Code.FailedPrecondition, rawMessage: "closed", details: [detail] };
    expect(errorOf("grpc-status: 5", "grpc-status-details-bin: ???", good)).toMatchObject(expected);
    expect(errorOf("grpc-status: 5", `${good}, ${details(8, "full")}`)).toMatchObject(expected);
    expect(errorOf("grpc-status: 5", good, good)).toMatchObject(expected);
  });

  it("may be in the details only", () => {
    expect(errorOf(`grpc-status-details-bin: ${details(9, "closed")}`)?.code).toBe(Code.FailedPrecondition);
    expect(errorOf("grpc-status: abc", `grpc-status-details-bin: ${details(9, "closed")}`)?.code).toBe(
      Code.FailedPrecondition,
    );
  });

  it("keeps a message that was sent twice, as joined by HTTP", () => {
    expect(errorOf("grpc-status: 5", "grpc-message: a", "Grpc-Message: b%21")?.rawMessage).toBe("a, b!");
  });

  it("that is missing is unknown, counts as a truncated stream, and has the hint", () => {
    const error = errorOf("cost: 1") as ConnectError;
    expect(error).toMatchObject({
      code: Code.Unknown,
      rawMessage: "the response ended without a grpc-status; is it exposed?",
    });
    expect(isCutStream(error)).toBe(true);
    expect(errorOf("grpc-message: oops")?.rawMessage).toMatch(/without a grpc-status.*: oops$/);
  });

  it("is read from headers too, as joined by browsers", () => {
    const headers = new Headers({ "grpc-status": "5", "grpc-message": "gone", cost: "1" });
    headers.append("grpc-status", "5");
    expect(readOutcome(headers)).toMatchObject({ status: { code: 5, message: "gone" } });
    expect([...readOutcome(headers).metadata]).toEqual([["cost", "1"]]);
    expect(speakOfOutcome(headers)).toBe(true);
    expect(speakOfOutcome(new Headers({ cost: "1" }))).toBe(false);
  });

  it("removes its own fields from the metadata, and omits what headers cannot carry", () => {
    const { metadata } = readOutcome(
      fieldsOf("grpc-status: 5", "Grpc-Message: m", "cost: 1", "not a name: 2", "d: \0", "e: 1\rf: 2", "Cost: 3"),
    );
    expect([...metadata.allItems()]).toEqual([
      ["cost", "1"],
      ["cost", "3"],
    ]);
  });
});

describe("text that was sent unencoded", () => {
  const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
  const read = (...bytes: Uint8Array[]) =>
    readOutcome(decodeTrailers(Uint8Array.from(bytes.flatMap((piece) => [...piece]))));

  it.each([
    ["in UTF-8", utf8("用户不存在"), "用户不存在"],
    ["in Latin-1", latin1("g\xe9n\xe9ral"), "général"],
    ["with a last byte that looks like a space", utf8("voilà"), "voilà"],
    ["in UTF-8 next to escapes", utf8("用户 %E4%B8%8D 100%"), "用户 不 100%"],
    ["in Latin-1 next to escapes", latin1("caf\xe9%F0%9F%8E%A9"), "café🎩"],
    ["partly as bytes and partly as escapes", latin1("\xe7%94\xa8"), "用"],
    ["with a letter that looks like two bytes of UTF-8", utf8("Ã©"), "Ã©"],
    ["with bytes of a surrogate", latin1("a\xed\xa0\x80b"), "a\xed\xa0\x80b"],
    ["with a byte order mark", utf8("\ufeffhat"), "\ufeffhat"],
  ])("is kept as the message: %s", (_, bytes, text) => {
    expect(read(utf8("grpc-status: 5\r\ngrpc-message: "), bytes, utf8("\r\n")).status).toMatchObject({
      code: 5,
      message: text,
    });
    const headers = new Headers({ "grpc-status": "5", "grpc-message": toByteString(bytes) });
    expect(readOutcome(headers).status?.message).toBe(text);
  });

  it.each([
    ["in UTF-8", utf8("用户 🎩"), "用户 🎩"],
    ["in Latin-1", latin1("caf\xe9"), "café"],
  ])("is kept as metadata: %s", (_, bytes, text) => {
    const { metadata } = read(utf8("note: a\r\nnote: "), bytes, utf8("\r\nlast: 1"));
    expect(metadata.getAll("note")).toEqual(["a", text]);
    expect(metadata.get("note")).toBe(`a, ${text}`);
    expect(new Metadata(metadata).get("note")).toBe(`a, ${text}`);
    expect(metadata.get("last")).toBe("1");
  });

  it("is kept, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const plain = text.replace(/[%\n]/g, "").trim();
        const { status } = read(utf8(`grpc-status: 5\r\ngrpc-message: ${plain}`));
        expect(status?.message).toBe(plain);
      }),
    );
  });
});

it("an outcome is read without throwing, whatever the bytes", () => {
  const piece = fc.constantFrom("a", ":", "\r\n", "\n", "\r", " ", "\0", "é", "grpc-status: 5", "grpc-message:", "%C3");
  const bytes = fc.oneof(
    fc.uint8Array(),
    fc.array(piece).map((pieces) => utf8(pieces.join(""))),
  );
  fc.assert(
    fc.property(bytes, (garbage) => {
      expect(readOutcome(decodeTrailers(garbage)).metadata).toBeInstanceOf(Metadata);
    }),
  );
});
