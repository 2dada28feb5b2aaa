import { describe, expect, it } from "vitest";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { Deadline } from "../core/deadline.ts";
import type { Codec } from "../wire/codec.ts";
import type { Compression } from "../wire/compression.ts";
import { messageTooLarge } from "../wire/message-limit.ts";
import { decodeMessage, decompress, encodePayload } from "./message-coding.ts";

const type = { typeName: "acme.v1.Hat" };
const broken = new Error("broken");

/** Messages are strings. */
const codec: Codec = {
  name: "text",
  encode: (_type, message) => new TextEncoder().encode(message as string),
  decode: <T>(_type: unknown, bytes: Uint8Array) => new TextDecoder().decode(bytes) as T,
};

const brokenCodec: Codec = {
  name: "text",
  encode() {
    throw broken;
  },
  decode() {
    throw broken;
  },
};

/** Flips the last bit of every byte: not a compression, but its effect is visible. */
const turning: Compression = {
  name: "turn",
  compress: (bytes) => bytes.map((byte) => byte ^ 1),
  decompress: (bytes) => bytes.map((byte) => byte ^ 1),
};

const utf8 = (text: string) => new TextEncoder().encode(text);
const plain = { codec, sendCompression: null, compressMinBytes: 0 };

describe("encodePayload", () => {
  it("encodes, and does not compress by default", async () => {
    expect(await encodePayload(plain, type, "hat", Code.Internal)).toEqual({
      payload: utf8("hat"),
      encoding: undefined,
    });
  });

  it.each([
    ["below the minimum size", "hat", 4, undefined],
    ["of the minimum size", "hats", 4, "turn"],
    ["of any size if there is no minimum", "h", 0, "turn"],
    ["even an empty one, because 0 means everything", "", 0, "turn"],
  ])("compresses a payload %s", async (_, message, compressMinBytes, encoding) => {
    const options = { codec, sendCompression: turning, compressMinBytes };
    const encoded = await encodePayload(options, type, message, Code.Internal);
    expect(encoded.encoding).toBe(encoding);
    expect(encoded.payload).toEqual(encoding ? turning.compress(utf8(message)) : utf8(message));
  });

  it("names the message type when encoding fails, and keeps the cause", async () => {
    const work = encodePayload({ ...plain, codec: brokenCodec }, type, "hat", Code.InvalidArgument);
    await expect(work).rejects.toMatchObject({
      code: Code.InvalidArgument,
      rawMessage: expect.stringMatching(/acme\.v1\.Hat.*broken/),
      cause: broken,
    });
  });

  it.each([
    [
      "synchronously",
      () => {
        throw broken;
      },
    ],
    ["later", () => Promise.reject(broken)],
  ])("names the message type when compressing fails %s", async (_, compress) => {
    const options = { codec, sendCompression: { ...turning, compress }, compressMinBytes: 0 };
    await expect(encodePayload(options, type, "hat", Code.Internal)).rejects.toMatchObject({
      code: Code.Internal,
      rawMessage: expect.stringMatching(/acme\.v1\.Hat.*broken/),
      cause: broken,
    });
  });
});

describe("decodeMessage", () => {
  it("decodes", () => {
    expect(decodeMessage(codec, type, utf8("hat"), Code.Internal)).toBe("hat");
  });

  it("names the message type when decoding fails, and keeps the cause", () => {
    const failure = expect.objectContaining({
      code: Code.DataLoss,
      rawMessage: expect.stringMatching(/acme\.v1\.Hat.*text.*broken/),
      cause: broken,
    });
    expect(() => decodeMessage(brokenCodec, type, utf8("hat"), Code.DataLoss)).toThrow(failure);
  });
});

describe("decompress", () => {
  const limits = (code: Code, deadline = new Deadline()) => ({ maxBytes: 3, code, deadline });

  it.each([
    ["synchronously", (check?: () => void) => check?.()],
    ["later", async (check?: () => void) => check?.()],
  ])("lets a compression check %s whether the call must stop, by the clock and not by a timer", async (_, ask) => {
    const compression: Compression = {
      ...turning,
      decompress(bytes, _, check) {
        const asked = ask(check);
        return asked ? asked.then(() => bytes) : bytes;
      },
    };
    const over = new ConnectError(Code.Canceled, "over");
    const [running, late, stopped] = [new Deadline(), new Deadline({ timeoutMs: -1 }), new Deadline()];
    stopped.abort(over);
    const work = async (deadline: Deadline) => decompress(utf8("hat"), compression, limits(Code.Internal, deadline));
    await expect(work(running)).resolves.toEqual(utf8("hat"));
    await expect(work(late)).rejects.toMatchObject({ code: Code.DeadlineExceeded });
    await expect(work(stopped)).rejects.toBe(over);
  });

  const later: Compression = { ...turning, decompress: async (bytes, max) => turning.decompress(bytes, max) };

  it.each([
    ["synchronously", turning],
    ["later", later],
  ])("returns the bytes %s", async (_, compression) => {
    expect(await decompress(turning.compress(utf8("hat")) as Uint8Array, compression, limits(Code.Internal))).toEqual(
      utf8("hat"),
    );
  });

  it("never calls a compression for an empty payload", () => {
    const never: Compression = {
      ...turning,
      decompress: () => {
        throw broken;
      },
    };
    expect(decompress(new Uint8Array(0), never, limits(Code.Internal))).toEqual(new Uint8Array(0));
  });

  it.each([
    ["synchronously", turning],
    ["later", later],
  ])("rejects %s what a careless compression returns beyond the limit", async (_, compression) => {
    const work = async () => decompress(utf8("hats"), compression, limits(Code.Internal));
    await expect(work()).rejects.toMatchObject({ code: Code.ResourceExhausted });
  });

  it.each([
    [
      "synchronously",
      () => {
        throw broken;
      },
    ],
    ["later", () => Promise.reject(broken)],
  ])("names the compression when it fails %s", async (_, fail) => {
    const work = async () => decompress(utf8("hat"), { ...turning, decompress: fail }, limits(Code.InvalidArgument));
    await expect(work()).rejects.toMatchObject({
      code: Code.InvalidArgument,
      rawMessage: expect.stringMatching(/turn.*broken/),
      cause: broken,
    });
  });

  it("keeps the compression's own error", async () => {
    const refusal: ConnectError = messageTooLarge(3);
    const work = async () =>
      decompress(utf8("hat"), { ...turning, decompress: () => Promise.reject(refusal) }, limits(Code.Internal));
    await expect(work()).rejects.toBe(refusal);
  });
});
