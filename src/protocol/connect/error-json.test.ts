import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import { Metadata } from "../../core/metadata.ts";
import { decodeErrorJson, encodeErrorJson } from "./error-json.ts";

function decode(json: unknown): ConnectError {
  const error = decodeErrorJson(json, Code.Unauthenticated, new Metadata({ cost: "1" }));
  expect(error).toBeInstanceOf(ConnectError);
  return error as ConnectError;
}

describe("decodeErrorJson", () => {
  it("decodes code, message and details, and adds the metadata", () => {
    const json = { code: "out_of_range", message: "oops", details: [{ type: "acme.v1.Hat", value: "CAE" }] };
    const error = decode(json);
    expect(error).toBeInstanceOf(ConnectError);
    expect(error).toMatchObject({
      code: Code.OutOfRange,
      rawMessage: "oops",
      details: [{ type: "acme.v1.Hat", value: Uint8Array.of(8, 1) }],
    });
    expect(error.metadata.get("cost")).toBe("1");
  });

  it.each([
    ["null", { code: null, message: "oops" }],
    ["missing", { message: "oops" }],
    ["not known", { code: "gone_fishing", message: "oops" }],
    ["a number", { code: 5, message: "oops" }],
    ["in another case", { code: "Not_Found", message: "oops" }],
    ["the name of a property of every object", { code: "constructor", message: "oops" }],
  ])("uses the fallback for a code that is %s, and keeps the message", (_, json) => {
    expect(decode(json)).toMatchObject({ code: Code.Unauthenticated, rawMessage: "oops" });
  });

  it.each([
    ["missing", { code: "not_found" }],
    ["null", { code: "not_found", message: null }],
    ["empty", { code: "not_found", message: "" }],
    ["not a string", { code: "not_found", message: { text: "oops" } }],
  ])("accepts a message that is %s", (_, json) => {
    expect(decode(json)).toMatchObject({ code: Code.NotFound, rawMessage: "" });
  });

  it.each<[unknown]>([
    [null],
    [undefined],
    ["oops"],
    [5],
    [true],
    [[]],
    [[{ code: "not_found" }]],
    [{}],
    [{ code: 5 }],
    [{ message: "" }],
    [{ message: ["oops"] }],
    [{ detail: "not authenticated" }],
    [{ error: { code: "aborted" } }],
  ])("returns no error for %j, which has neither code nor message", (json) => {
    expect(decodeErrorJson(json, Code.Unauthenticated, new Metadata())).toBeUndefined();
  });

  it("is not confused by names of properties of every object", () => {
    const json: unknown = JSON.parse('{"__proto__":{"code":"aborted","message":"forged"},"constructor":"x"}');
    expect(decodeErrorJson(json, Code.Unauthenticated, new Metadata())).toBeUndefined();
  });

  it("ignores unknown fields, even within details", () => {
    const detail = { type: "acme.v1.Hat", value: "CAE", color: "red" };
    expect(decode({ code: "not_found", details: [detail], retry: { after: 3 } })).toMatchObject({
      code: Code.NotFound,
      details: [{ type: "acme.v1.Hat", value: Uint8Array.of(8, 1) }],
    });
  });

  it.each(["CAE", "CAE="])("decodes a detail in base64 with and without padding: %s", (value) => {
    expect(decode({ code: "aborted", details: [{ type: "acme.v1.Hat", value }] }).details[0]?.value).toEqual(
      Uint8Array.of(8, 1),
    );
  });

  it("removes a URL prefix from the type of a detail", () => {
    const types = ["type.googleapis.com/acme.v1.Hat", "https://example.com/types/acme.v1.Hat", "acme.v1.Hat"];
    const { details } = decode({ message: "oops", details: types.map((type) => ({ type, value: "" })) });
    expect(details).toEqual(types.map(() => ({ type: "acme.v1.Hat", value: new Uint8Array(0) })));
  });

  it.each([
    ["a text", "oops"],
    ["an object", { "@type": "acme.v1.Cap" }],
    ["null", null],
  ])("ignores the debug value of a detail: %s", (_, debug) => {
    const { details } = decode({ code: "aborted", details: [{ type: "acme.v1.Hat", value: "CAE", debug }] });
    expect(details).toEqual([{ type: "acme.v1.Hat", value: Uint8Array.of(8, 1) }]);
  });

  it.each([
    ["is not base64", { type: "acme.v1.Hat", value: "?" }],
    ["has no value", { type: "acme.v1.Hat" }],
    ["has no type", { value: "CAE" }],
    ["is not an object", "acme.v1.Hat"],
    ["is null", null],
  ])("omits a detail that %s, and keeps the others", (_, detail) => {
    const { code, details } = decode({ code: "not_found", details: [detail, { type: "acme.v1.Cap", value: "" }] });
    expect(code).toBe(Code.NotFound);
    expect(details.map(({ type }) => type)).toEqual(["acme.v1.Cap"]);
  });

  it.each([[null], [{}], ["CAE"], [5]])("treats details that are not a list (%j) as none", (details) => {
    expect(decode({ code: "not_found", details })).toMatchObject({ code: Code.NotFound, details: [] });
  });

  it("returns an error only for JSON with a known code or a message, whatever else is in it", () => {
    const anyCode = fc.oneof(fc.jsonValue(), fc.constant("aborted"));
    const json = fc.oneof(
      fc.jsonValue(),
      fc.record({ code: anyCode, message: fc.jsonValue(), details: fc.jsonValue() }),
    );
    fc.assert(
      fc.property(json, (value) => {
        const { code, message } = Object(value) as Record<string, unknown>;
        const error = decodeErrorJson(value, Code.Unauthenticated, new Metadata());
        expect(error !== undefined).toBe(code === "aborted" || (typeof message === "string" && message !== ""));
      }),
    );
  });
});

describe("encodeErrorJson", () => {
  it("omits empty fields", () => {
    expect(encodeErrorJson(new ConnectError(Code.NotFound))).toEqual({ code: "not_found" });
  });

  it("encodes details without padding", () => {
    const details = [{ type: "acme.v1.Hat", value: Uint8Array.of(8, 1) }];
    expect(encodeErrorJson(new ConnectError(Code.NotFound, "oops", { details }))).toEqual({
      code: "not_found",
      message: "oops",
      details: [{ type: "acme.v1.Hat", value: "CAE" }],
    });
  });

  it("is decoded to the same error", () => {
    const detail = fc.record({ type: fc.stringMatching(/^[a-z.]{1,9}$/), value: fc.uint8Array({ maxLength: 40 }) });
    const code = fc.constantFrom(...Object.values(Code));
    fc.assert(
      fc.property(code, fc.string({ unit: "binary", maxLength: 30 }), fc.array(detail), (chosen, message, details) => {
        const error = new ConnectError(chosen, message, { details });
        const json: unknown = JSON.parse(JSON.stringify(encodeErrorJson(error)));
        expect(decode(json)).toMatchObject({ code: chosen, rawMessage: message, details });
      }),
    );
  });
});
