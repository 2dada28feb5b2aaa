import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import { Metadata } from "../../core/metadata.ts";
import { decodeEndStream, encodeEndStream, endStreamError } from "./end-stream.ts";

/** Decodes an end frame as a client does. */
function read(json: string): { trailers: [string, string][]; error: ConnectError | undefined } {
  const end = decodeEndStream(new TextEncoder().encode(json));
  return { trailers: [...end.trailers.allItems()], error: endStreamError(end, new Metadata({ header: "h" })) };
}

/** Returns the outcome of the call. */
function outcomeOf(text: string): "success" | "error" | "broken" {
  try {
    return read(text).error ? "error" : "success";
  } catch (error) {
    expect(error).toBeInstanceOf(ConnectError);
    expect(error).toMatchObject({ code: Code.Internal, rawMessage: expect.stringMatching(/./) });
    return "broken";
  }
}

/** An oracle that follows the specification literally. */
function meaningOf(text: string): "success" | "error" | "broken" {
  const isObject = (value: unknown) => Object.prototype.toString.call(value) === "[object Object]";
  try {
    const json = JSON.parse(text);
    const { error = null, metadata } = isObject(json) ? json : { error: 1, metadata: 1 };
    const lists = metadata == null ? [] : isObject(metadata) ? Object.values(metadata) : [1];
    const fits = lists.every((list) => Array.isArray(list) && list.every((value) => typeof value === "string"));
    return (error === null || isObject(error)) && fits ? (error === null ? "success" : "error") : "broken";
  } catch {
    return "broken";
  }
}

describe("an end frame", () => {
  it.each([
    ["{}"],
    ['{"error":null}'],
    ['{"error":null,"metadata":null}'],
    ['{"color":"red"}'],
    ['{"code":"not_found","message":"at the wrong place"}'],
    ['{"metadata":{}}'],
    ['\ufeff{"error":null}'],
    ['{"__proto__":1,"constructor":false}'],
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

  it("with an empty error is still an error, with a message", () => {
    expect(read('{"error":{}}').error).toMatchObject({
      code: Code.Unknown,
      rawMessage: "the stream failed, and the server gives no reason",
    });
  });

  it.each([
    ["null", "the end frame of the stream is null, expected an object"],
    ["[]", "the end frame of the stream is a list, expected an object"],
    ["[{}]", "the end frame of the stream is a list, expected an object"],
    ["1", "the end frame of the stream is 1, expected an object"],
    ['"oops"', 'the end frame of the stream is "oops", expected an object'],
    ["false", "the end frame of the stream is false, expected an object"],
    ['{"error":false}', "error in the end frame is false, expected an object"],
    ['{"error":0}', "error in the end frame is 0, expected an object"],
    ['{"error":""}', 'error in the end frame is "", expected an object'],
    ['{"error":[]}', "error in the end frame is a list, expected an object"],
    ['{"metadata":[]}', "metadata in the end frame is a list, expected an object"],
    ['{"metadata":"a"}', 'metadata in the end frame is "a", expected an object'],
    ['{"metadata":{"a":"1"}}', 'metadata in the end frame: "a" is "1", expected a list of strings'],
    ['{"metadata":{"a":null}}', 'metadata in the end frame: "a" is null, expected a list of strings'],
    ['{"metadata":{"a":{"0":"1"}}}', 'metadata in the end frame: "a" is an object, expected a list of strings'],
    ['{"metadata":{"a":[1]}}', 'metadata in the end frame: "a" is a list, expected a list of strings'],
    ['{"metadata":{"a":["1",null]}}', 'metadata in the end frame: "a" is a list, expected a list of strings'],
  ])("of %s violates the protocol, and the error says what arrived", (json, message) => {
    expect(() => read(json)).toThrow(expect.objectContaining({ code: Code.Internal, rawMessage: message }));
  });

  it("is quoted only in part", () => {
    expect(() => read(`{"error":"${"x".repeat(10_000)}"}`)).toThrow(/^.{100,200}$/);
  });

  it("may be nested to any depth, and be of any size", () => {
    const deep = `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`;
    expect(read(`{"x":${deep}}`).error).toBeUndefined();
    expect(() => read(`{"error":[${deep}]}`)).toThrow(expect.objectContaining({ code: Code.Internal }));
    expect(read(`{"metadata":{"a":["${"x".repeat(1_000_000)}"]}}`).trailers[0]?.[1]).toHaveLength(1_000_000);
  });

  it("keeps text that HTTP cannot carry, in trailers and in the error", () => {
    const { error, trailers } = read(
      '{"error":{"code":"aborted","message":"用户"},"metadata":{"note":["用户","é","b"]}}',
    );
    expect(trailers.map(([, value]) => value)).toEqual(["用户", "é", "b"]);
    expect(error?.rawMessage).toBe("用户");
    expect(error?.metadata.getAll("note")).toEqual(["用户", "é", "b"]);
    expect(error?.metadata.get("note")).toBe("用户, é, b");
  });

  it("is read even if it is not quite valid UTF-8", () => {
    const bytes = new TextEncoder()
      .encode('{"error":{"code":"aborted","message":"caf_"}}')
      .map((byte) => (byte === 95 ? 0xe9 : byte));
    expect(endStreamError(decodeEndStream(bytes), new Metadata())?.rawMessage).toBe("caf\ufffd");
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

  it("may have trailers named like properties of every object", () => {
    const { trailers, error } = read('{"metadata":{"__proto__":["1"],"constructor":["2"]}}');
    expect(trailers).toEqual([
      ["__proto__", "1"],
      ["constructor", "2"],
    ]);
    expect(error).toBeUndefined();
    expect(({} as { error?: unknown }).error).toBeUndefined();
  });

  it("does not use an inherited error", () => {
    expect(read('{"__proto__":{"error":{"code":"aborted"}}}').error).toBeUndefined();
  });

  it.each([
    ["an invalid name", '{"metadata":{"not a name":["1"],"cost":["1"]}}'],
    ["a value with a line break", '{"metadata":{"a":["1\\r\\nb: 2"],"cost":["1"]}}'],
    ["a value with a zero byte", '{"metadata":{"a":["1\\u0000"],"cost":["1"]}}'],
  ])("skips %s, and keeps the other trailers", (_, json) => {
    expect(read(json).trailers).toEqual([["cost", "1"]]);
  });

  it.each([[""], ["{"], ["oops"], ['{"metadata":{}'], ["\xff"]])(
    "that is not JSON (%j) violates the protocol",
    (text) => {
      expect(() => read(text)).toThrow(expect.objectContaining({ code: Code.Internal, cause: expect.anything() }));
    },
  );

  it("is success or a ConnectError for any JSON, and success only if it fits the format", () => {
    const error = fc.oneof(fc.jsonValue(), fc.constant(null), fc.record({ code: fc.jsonValue() }));
    const values = fc.oneof(fc.jsonValue(), fc.array(fc.string()));
    const metadata = fc.oneof(
      fc.jsonValue(),
      fc.constant(null),
      fc.dictionary(fc.constantFrom("a", "__proto__"), values),
    );
    const frame = fc.record({ error, metadata }, { requiredKeys: [] });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.string(),
          frame.map((json) => JSON.stringify(json)),
        ),
        (text) => {
          expect(outcomeOf(text)).toBe(meaningOf(text));
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("encodeEndStream", () => {
  const text = (...args: Parameters<typeof encodeEndStream>) => new TextDecoder().decode(encodeEndStream(...args));

  it("encodes an empty object on success without trailers", () => {
    expect(text(new Metadata(), undefined)).toBe("{}");
  });

  it("encodes each value of a trailer separately, even if named like a property of every object", () => {
    const trailers = new Metadata([
      ["cost", "1, 2"],
      ["__proto__", "3"],
      ["cost", "4"],
    ]);
    expect(text(trailers, undefined)).toBe('{"metadata":{"cost":["1, 2","4"],"__proto__":["3"]}}');
  });

  it("encodes the error, with its metadata among the trailers", () => {
    const error = new ConnectError(Code.Aborted, "oops", { metadata: { b: "2" } });
    const json = { error: { code: "aborted", message: "oops" }, metadata: { a: ["1"], b: ["2"] } };
    expect(JSON.parse(text(new Metadata({ a: "1" }), error))).toEqual(json);
  });

  it("is decoded to the same trailers", () => {
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
