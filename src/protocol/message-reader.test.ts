import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { Deadline } from "../core/deadline.ts";
import type { Codec } from "../wire/codec.ts";
import type { Compression } from "../wire/compression.ts";
import { encodeEnvelopes } from "../wire/envelope.ts";
import { MessageReader, type MessageReaderOptions } from "./message-reader.ts";

const endFlag = 0b10;
const utf8 = (text: string) => new TextEncoder().encode(text);
const frame = (flags: number, text = "") => encodeEnvelopes({ flags, payload: utf8(text) });
const body = (...frames: Uint8Array[]) => Uint8Array.from(frames.flatMap((bytes) => [...bytes]));

/** Messages are strings; "!bad" is invalid. */
const codec: Codec = {
  name: "text",
  encode: (_type, message) => utf8(message as string),
  decode<T>(_type: unknown, bytes: Uint8Array): T {
    const text = new TextDecoder().decode(bytes);
    if (text === "!bad") {
      throw new Error("no message");
    }
    return text as T;
  },
};

/**
 * Converts to upper case, synchronously or after some turns: more for shorter strings, which puts the order at risk.
 */
function uppercase(when: "synchronously" | "later"): Compression {
  const decompress = (bytes: Uint8Array) => utf8(new TextDecoder().decode(bytes).toUpperCase());
  return {
    name: "upper",
    compress: (bytes) => bytes,
    decompress:
      when === "synchronously"
        ? decompress
        : async (bytes) => {
            for (let turns = 0; turns < 20 - bytes.byteLength; turns++) {
              await undefined;
            }
            return decompress(bytes);
          },
  };
}

function newReader(options: Partial<MessageReaderOptions<string>> = {}): MessageReader<string> {
  const type = { typeName: "acme.v1.Hat" };
  const base = {
    codec,
    type,
    readMaxBytes: 1000,
    compression: undefined,
    code: Code.Internal,
    deadline: new Deadline(),
  };
  return new MessageReader<string>({ ...base, endFlag, ...options });
}

describe("MessageReader", () => {
  it("returns the messages of a chunk synchronously, and accepts an end frame", () => {
    const ends: Uint8Array[] = [];
    const reader = newReader({ onEnd: (payload) => ends.push(payload) });
    expect(reader.push(body(frame(0, "one"), frame(0, "")))).toEqual(["one", ""]);
    expect(reader.push(body(frame(0, "two"), frame(endFlag, "{}")))).toEqual(["two"]);
    reader.finish();
    expect(reader.failure).toBeUndefined();
    expect(ends).toEqual([utf8("{}")]);
  });

  it("needs no end frame if the protocol has none", () => {
    const reader = newReader({ endFlag: undefined as never });
    expect(reader.push(frame(0, "one"))).toEqual(["one"]);
    reader.finish();
    expect(reader.failure).toBeUndefined();
  });

  it("rejects an end frame if the protocol has none", () => {
    const reader = newReader({ endFlag: undefined as never, code: Code.InvalidArgument });
    expect(reader.push(body(frame(0, "one"), frame(endFlag)))).toEqual(["one"]);
    expect(reader.failure).toMatchObject({ code: Code.InvalidArgument });
  });

  it.each([
    ["synchronously", "synchronously"],
    ["later", "later"],
  ] as const)("keeps the order of messages, compressed or not, when decompression finishes %s", async (_, when) => {
    const texts = fc.array(fc.record({ text: fc.stringMatching(/^[a-z]{0,15}$/), flags: fc.constantFrom(0, 1) }));
    await fc.assert(
      fc.asyncProperty(texts, async (messages) => {
        const reader = newReader({ compression: uppercase(when) });
        const chunk = body(...messages.map(({ flags, text }) => frame(flags, text)), frame(endFlag | 1, "{}"));
        const expected = messages.map(({ flags, text }) => (flags ? text.toUpperCase() : text));
        expect(await reader.push(chunk)).toEqual(expected);
        reader.finish();
        expect(reader.failure).toBeUndefined();
      }),
    );
  });

  it("decompresses an end frame with the compressed flag", async () => {
    const ends: string[] = [];
    const onEnd = (payload: Uint8Array) => void ends.push(new TextDecoder().decode(payload));
    const reader = newReader({ compression: uppercase("later"), onEnd });
    await reader.push(frame(endFlag | 1, "end"));
    expect(ends).toEqual(["END"]);
  });

  it("treats an empty compressed message as an empty message", () => {
    const fail = () => {
      throw new Error("not even a header");
    };
    const reader = newReader({ compression: { ...uppercase("synchronously"), decompress: fail } });
    expect(reader.push(frame(1))).toEqual([""]);
    expect(reader.failure).toBeUndefined();
  });
});

describe("MessageReader, after the messages that came before,", () => {
  const cases: [string, Uint8Array, Partial<MessageReaderOptions<string>>, object][] = [
    ["a compressed message that was not announced", frame(1, "x"), {}, { code: Code.Internal }],
    ["unknown flags", frame(0b100, "x"), {}, { rawMessage: expect.stringContaining("0x04") }],
    ["the end flag of another protocol", frame(0x80), {}, { rawMessage: expect.stringContaining("0x80") }],
    ["a message that cannot be decoded", frame(0, "!bad"), {}, { rawMessage: expect.stringContaining("acme.v1.Hat") }],
    ["a message above the limit", frame(0, "large"), { readMaxBytes: 4 }, { code: Code.ResourceExhausted }],
    ["data after the end frame", body(frame(endFlag), frame(0, "x")), {}, { code: Code.Internal }],
    ["a second end frame", body(frame(endFlag), frame(endFlag)), {}, { code: Code.Internal }],
    ["a missing end frame", body(), {}, { code: Code.Internal }],
    ["a truncated message", frame(0, "large").subarray(0, 7), {}, { code: Code.Internal }],
    ["part of a frame after the end frame", body(frame(endFlag), Uint8Array.of(0)), {}, { code: Code.Internal }],
  ];

  it.each(cases)("reports %s", (_, bad, options, failure) => {
    const reader = newReader(options);
    expect(reader.push(body(frame(0, "one"), frame(0, "two"), bad))).toEqual(["one", "two"]);
    reader.finish();
    expect(reader.failure).toBeInstanceOf(ConnectError);
    expect(reader.failure).toMatchObject(failure);
  });

  it("reports the first failure, and ignores further input", () => {
    const reader = newReader();
    expect(reader.push(body(frame(0, "one"), frame(0b100), frame(0, "two")))).toEqual(["one"]);
    const { failure } = reader;
    expect(reader.push(frame(0, "three"))).toEqual([]);
    reader.finish();
    expect(reader.failure).toBe(failure);
  });

  it("reports the error in the end frame, which takes precedence over what follows it", () => {
    const error = new ConnectError(Code.NotFound, "gone");
    const onEnd = () => {
      throw error;
    };
    const reader = newReader({ onEnd });
    expect(reader.push(body(frame(0, "one"), frame(endFlag), frame(0, "two")))).toEqual(["one"]);
    reader.finish();
    expect(reader.failure).toBe(error);
  });

  it.each(["synchronously", "later"] as const)("reports a decompression that fails %s", async (when) => {
    const compression = uppercase("synchronously");
    const fail = (): never => {
      throw new Error("broken");
    };
    const decompress = when === "synchronously" ? fail : async () => fail();
    const reader = newReader({ compression: { ...compression, decompress } });
    expect(await reader.push(body(frame(0, "one"), frame(1, "x"), frame(0, "two")))).toEqual(["one"]);
    expect(reader.failure).toMatchObject({ code: Code.Internal, rawMessage: expect.stringContaining("broken") });
  });

  it("reports a message that cannot be decoded after decompression", async () => {
    const decompress = async () => utf8("!bad");
    const reader = newReader({ compression: { ...uppercase("later"), decompress } });
    expect(await reader.push(body(frame(0, "one"), frame(1, "x"), frame(0, "two")))).toEqual(["one"]);
    expect(reader.failure).toMatchObject({ rawMessage: expect.stringContaining("acme.v1.Hat") });
  });

  it("adds the hint to the error about a compression that the browser may be hiding", () => {
    const reader = newReader({ compressionHint: "; expose the header" });
    reader.push(frame(1, "x"));
    expect(reader.failure?.rawMessage).toMatch(/; expose the header$/);
  });

  it("never throws or hangs, whatever is pushed", async () => {
    const chunks = fc.array(fc.oneof(fc.uint8Array(), fc.constant(frame(0, "ok")), fc.constant(frame(endFlag))));
    await fc.assert(
      fc.asyncProperty(chunks, async (pushed) => {
        const reader = newReader({ compression: uppercase("later") });
        for (const chunk of pushed) {
          expect(Array.isArray(await reader.push(chunk))).toBe(true);
        }
        reader.finish();
        expect(reader.failure === undefined || reader.failure instanceof ConnectError).toBe(true);
      }),
    );
  });
});
