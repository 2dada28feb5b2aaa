/**
 * Encodes and decodes google.rpc.Status by hand: three fields do not justify a dependency on a message runtime.
 *
 * @see https://github.com/googleapis/googleapis/blob/master/google/rpc/status.proto
 * @see https://protobuf.dev/programming-guides/encoding/
 */
import type { ErrorDetail } from "../../core/connect-error.ts";

export interface Status {
  code: number;
  message: string;
  details: readonly ErrorDetail[];
}

const typeUrlPrefix = "type.googleapis.com/";
const varint = 0;
const lengthDelimited = 2;
const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

export function encodeStatus({ code, message, details }: Status): Uint8Array {
  return Uint8Array.from([
    ...tag(1, varint),
    ...encodeVarint(code),
    ...field(2, new TextEncoder().encode(message)),
    ...details.flatMap((detail) => field(3, encodeAny(detail))),
  ]);
}

/** Throws if the bytes are not a google.rpc.Status. */
export function decodeStatus(bytes: Uint8Array): Status {
  let code = 0;
  let message = "";
  const details: ErrorDetail[] = [];
  for (const { number, value } of fields(bytes)) {
    if (number === 1 && typeof value === "number") {
      code = value;
    } else if (number === 2 && typeof value !== "number") {
      message = utf8.decode(value);
    } else if (number === 3 && typeof value !== "number") {
      details.push(decodeAny(value));
    }
  }
  return { code, message, details };
}

function encodeAny({ type, value }: ErrorDetail): Uint8Array {
  return Uint8Array.from([...field(1, new TextEncoder().encode(typeUrlPrefix + type)), ...field(2, value)]);
}

function decodeAny(bytes: Uint8Array): ErrorDetail {
  let type = "";
  let detail: Uint8Array = new Uint8Array(0);
  for (const { number, value } of fields(bytes)) {
    if (number === 1 && typeof value !== "number") {
      const url = utf8.decode(value);
      type = url.slice(url.lastIndexOf("/") + 1);
    } else if (number === 2 && typeof value !== "number") {
      detail = value;
    }
  }
  return { type, value: detail };
}

function tag(number: number, wireType: number): number[] {
  return encodeVarint(number * 8 + wireType);
}

function field(number: number, value: Uint8Array): number[] {
  return [...tag(number, lengthDelimited), ...encodeVarint(value.byteLength), ...value];
}

function encodeVarint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) {
    bytes.push((rest % 128) + 128);
  }
  return [...bytes, rest];
}

/** Yields the fields of a message: varints as numbers; strings, bytes and messages as bytes. Skips all other fields. */
function* fields(bytes: Uint8Array): Generator<{ number: number; value: number | Uint8Array }> {
  let position = 0;
  const next = (length: number): Uint8Array => {
    if (length > bytes.byteLength - position) {
      throw new RangeError("google.rpc.Status is truncated");
    }
    position += length;
    return bytes.subarray(position - length, position);
  };
  const readVarint = (): number => {
    let value = 0;
    for (let scale = 1; scale < 2 ** 70; scale *= 128) {
      const byte = next(1)[0] as number;
      value += (byte & 127) * scale;
      if (byte < 128) {
        return value;
      }
    }
    throw new RangeError("google.rpc.Status has a varint of more than ten bytes");
  };
  while (position < bytes.byteLength) {
    const key = readVarint();
    const number = Math.floor(key / 8);
    switch (key % 8) {
      case varint:
        yield { number, value: readVarint() };
        break;
      case lengthDelimited:
        yield { number, value: next(readVarint()) };
        break;
      case 1:
        next(8);
        break;
      case 5:
        next(4);
        break;
      default:
        throw new RangeError("google.rpc.Status has a field of an unknown wire type");
    }
  }
}
