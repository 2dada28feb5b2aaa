import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import { Metadata } from "../../core/metadata.ts";
import { decodeEndStream, encodeEndStream, endStreamError } from "./end-stream.ts";

/** What a client makes of this end frame. */
function read(json: string): { trailers: [string, string][]; error: ConnectError | undefined } {
  const end = decodeEndStream(new TextEncoder().encode(json));
  return { trailers: [...end.trailers.allItems()], error: endStreamError(end, new Metadata({ header: "h" })) };
}

describe("an end frame", () => {
  it.each([
    ["{}"],
    ['{"error":null}'],
    ['{"error":null,"metadata":null}'],
    ['{"color":"red"}'],
    ['{"code":"not_found","message":"at the wrong place"}'],
    ["null"],
    ["[]"],
  ])("of %s means success", (json) => {
    expect(read(json)).toEqual({ trailers: [], error: undefined });
  });

  it.each([
    ["null", '{"error":{"code":null,"message":"oops"}}'],
    ["missing", '{"error":{"message":"oops"}}'],
    ["not known", '{"error":{"code":"gone_fishing","message":"oops"}}'],
  ])("with a code that is %s means unknown", (_, json) => {
    expect(read(json).error).toMatchObject({ code: Code.Unknown, rawMessage: "oops" });
  });

  it("with an empty error is still an error", () => {
    expect(read('{"error":{}}').error).toMatchObject({ code: Code.Unknown, rawMessage: "" });
  });

  it("puts headers and trailers into the metadata of the error", () => {
    const { error } = read('{"error":{"code":"aborted"},"metadata":{"trailer":["t"]}}');
    expect(error?.code).toBe(Code.Aborted);
    expect([...(error?.metadata ?? [])]).toEqual([
      ["header", "h"],
      ["trailer", "t"],
    ]);
  });

  it("has trailers with names in any case and any number of values", () => {
    expect(read('{"metadata":{"Cost":["1","2, 3"],"cost":["4"],"none":[]}}').trailers).toEqual([
      ["cost", "1"],
      ["cost", "2, 3"],
      ["cost", "4"],
    ]);
  });

  it("may have trailers whose names every object knows", () => {
    const { trailers, error } = read('{"metadata":{"__proto__":["1"],"constructor":["2"]}}');
    expect(trailers).toEqual([
      ["__proto__", "1"],
      ["constructor", "2"],
    ]);
    expect(error).toBeUndefined();
    expect(({} as { error?: unknown }).error).toBeUndefined();
  });

  it("does not take an inherited error for one", () => {
    expect(read('{"__proto__":{"error":{"code":"aborted"}}}').error).toBeUndefined();
  });

  it.each([
    ["a name that is none", '{"metadata":{"not a name":["1"],"cost":["1"]}}'],
    ["a value with a line break", '{"metadata":{"a":["1\\r\\nb: 2"],"cost":["1"]}}'],
    ["a value beyond Latin-1", '{"metadata":{"a":["🎩"],"cost":["1"]}}'],
    ["a value that is no list", '{"metadata":{"a":"1","b":null,"c":{"0":"1"},"cost":["1"]}}'],
    ["a value that hides its text", '{"metadata":{"a":[{"toString":1}],"cost":["1"]}}'],
  ])("skips %s, and keeps the trailers beside it", (_, json) => {
    expect(read(json).trailers).toEqual([["cost", "1"]]);
  });

  it.each([[""], ["{"], ["oops"], ['{"metadata":{}'], ["\xff"]])("that is no JSON (%j) breaks the protocol", (text) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: Code.Internal, cause: expect.anything() }));
  });

  it("never fails otherwise, whatever JSON it has", () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.record({ error: fc.jsonValue(), metadata: fc.jsonValue() })), (json) => {
        const { error } = read(JSON.stringify(json));
        expect(error === undefined || error instanceof ConnectError).toBe(true);
      }),
    );
  });
});

describe("encodeEndStream", () => {
  const text = (...args: Parameters<typeof encodeEndStream>) => new TextDecoder().decode(encodeEndStream(...args));

  it("writes an empty object after success without trailers", () => {
    expect(text(new Metadata(), undefined)).toBe("{}");
  });

  it("writes each value of a trailer by itself, also of a name that every object knows", () => {
    const trailers = new Metadata([
      ["cost", "1, 2"],
      ["__proto__", "3"],
      ["cost", "4"],
    ]);
    expect(text(trailers, undefined)).toBe('{"metadata":{"cost":["1, 2","4"],"__proto__":["3"]}}');
  });

  it("writes the error, and its metadata among the trailers", () => {
    const error = new ConnectError(Code.Aborted, "oops", { metadata: { b: "2" } });
    const json = { error: { code: "aborted", message: "oops" }, metadata: { a: ["1"], b: ["2"] } };
    expect(JSON.parse(text(new Metadata({ a: "1" }), error))).toEqual(json);
  });

  it("is read back as the same trailers", () => {
    const name = fc.constantFrom("a", "b-bin", "__proto__", "x.y_z");
    const value = fc.stringMatching(/^([!-~]([ -~]{0,6}[!-~])?)?$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(name, value)), (items) => {
        const trailers = new Metadata(items);
        const end = decodeEndStream(encodeEndStream(trailers, undefined));
        expect([...end.trailers.allItems()]).toEqual([...trailers.allItems()]);
      }),
    );
  });
});
