/**
 * Writes the protobuf wire format, for generated code and for tables. All messages are written into one buffer, one behind
 * the other if a message is encoded within another's encoding.
 *
 * @see https://protobuf.dev/programming-guides/encoding/
 */
import { fail } from "./fail.ts";

export interface WriteOptions {
  readonly writeUnknownFields?: boolean;
}

const initialSize = 1 << 12;
/** A larger buffer is let go after use. */
const keptSize = 1 << 20;

let output = new Uint8Array(initialSize);
let outputView = /*@__PURE__*/ new DataView(output.buffer);
let position = 0;
let writesUnknown = true;

const words = /*@__PURE__*/ new Int32Array(2);
const signed = /*@__PURE__*/ new BigInt64Array(words.buffer);
const unsigned = /*@__PURE__*/ new BigUint64Array(words.buffer);
const encoder = /*@__PURE__*/ new TextEncoder();

/** Returns the bytes that `write` writes for a message. */
export function bytesOf<T>(
  options: WriteOptions | undefined,
  write: (message: T) => void,
  message: T,
): Uint8Array<ArrayBuffer> {
  const start = position;
  const before = writesUnknown;
  writesUnknown = options?.writeUnknownFields ?? true;
  try {
    write(message);
    return output.slice(start, position);
  } finally {
    position = start;
    writesUnknown = before;
    if (start === 0 && output.length > keptSize) {
      use(new Uint8Array(initialSize));
    }
  }
}

export function isWritingUnknown(): boolean {
  return writesUnknown;
}

function use(buffer: Uint8Array<ArrayBuffer>): void {
  output = buffer;
  outputView = new DataView(buffer.buffer);
}

function reserve(size: number): void {
  if (position + size > output.length) {
    const old = output;
    use(new Uint8Array(Math.max(old.length * 2, position + size)));
    output.set(old.subarray(0, position));
  }
}

/** Appends a varint for which there is room. */
function append(value: number): void {
  let rest = value;
  while (rest > 127) {
    output[position++] = (rest & 127) | 128;
    rest >>>= 7;
  }
  output[position++] = rest;
}

/** Appends a tag, or nothing for 0: values of a packed field have none. */
function appendTag(tag: number): void {
  if (tag !== 0) {
    append(tag);
  }
}

export function writeTag(tag: number): void {
  reserve(5);
  append(tag);
}

export function appendRaw(bytes: Uint8Array): void {
  reserve(bytes.length);
  output.set(bytes, position);
  position += bytes.length;
}

function refuse(type: string, value: unknown): never {
  fail(`invalid ${type}: ${value}`);
}

/** A number, or a string that is one. */
function numberOf(type: string, value: unknown): number {
  return typeof value === "string" ? Number(value) : typeof value === "number" ? value : refuse(type, typeof value);
}

function checkInt32(value: number): number {
  if (value === (value | 0) && typeof value === "number") {
    return value;
  }
  const number = numberOf("int32", value);
  return number === (number | 0) ? number : refuse("int32", number);
}

function checkUint32(value: number): number {
  if (value === value >>> 0 && typeof value === "number") {
    return value;
  }
  const number = numberOf("uint32", value);
  return number === number >>> 0 ? number : refuse("uint32", number);
}

export function writeInt32(tag: number, value: number): void {
  let rest = checkInt32(value);
  reserve(15);
  appendTag(tag);
  if (rest >= 0) {
    append(rest);
    return;
  }
  for (let i = 0; i < 9; i++) {
    output[position++] = (rest & 127) | 128;
    rest >>= 7;
  }
  output[position++] = 1;
}

export function writeUint32(tag: number, value: number): void {
  const number = checkUint32(value);
  reserve(10);
  appendTag(tag);
  append(number);
}

export function writeSint32(tag: number, value: number): void {
  const number = checkInt32(value);
  reserve(10);
  appendTag(tag);
  append(((number << 1) ^ (number >> 31)) >>> 0);
}

/** Puts a 64-bit integer into the two words. */
function split(into: BigInt64Array | BigUint64Array, value: bigint | number | string): void {
  const integer = typeof value === "bigint" ? value : BigInt(value);
  into[0] = integer;
  if (into[0] !== integer) {
    refuse(into === signed ? "int64" : "uint64", value);
  }
}

function writeWords(tag: number, low: number, high: number): void {
  reserve(15);
  appendTag(tag);
  let lower = low >>> 0;
  let upper = high >>> 0;
  while (upper > 0 || lower > 127) {
    output[position++] = (lower & 127) | 128;
    lower = ((lower >>> 7) | (upper << 25)) >>> 0;
    upper >>>= 7;
  }
  output[position++] = lower;
}

export function writeInt64(tag: number, value: bigint): void {
  split(signed, value);
  writeWords(tag, words[0] as number, words[1] as number);
}

export function writeUint64(tag: number, value: bigint): void {
  split(unsigned, value);
  writeWords(tag, words[0] as number, words[1] as number);
}

export function writeSint64(tag: number, value: bigint): void {
  split(signed, value);
  const low = words[0] as number;
  const high = words[1] as number;
  const sign = high >> 31;
  writeWords(tag, (low << 1) ^ sign, ((high << 1) | (low >>> 31)) ^ sign);
}

function writeEight(tag: number): void {
  reserve(13);
  appendTag(tag);
  outputView.setInt32(position, words[0] as number, true);
  outputView.setInt32(position + 4, words[1] as number, true);
  position += 8;
}

export function writeFixed64(tag: number, value: bigint): void {
  split(unsigned, value);
  writeEight(tag);
}

export function writeSfixed64(tag: number, value: bigint): void {
  split(signed, value);
  writeEight(tag);
}

export function writeBool(tag: number, value: boolean): void {
  reserve(6);
  appendTag(tag);
  output[position++] = value ? 1 : 0;
}

export function writeDouble(tag: number, value: number): void {
  reserve(13);
  appendTag(tag);
  outputView.setFloat64(position, value, true);
  position += 8;
}

export function writeFloat(tag: number, value: number): void {
  const number = numberOf("float32", value);
  const isNoNumber = Number.isNaN(number) && typeof value === "string" && value !== "NaN";
  if (isNoNumber || (Number.isFinite(number) && !Number.isFinite(Math.fround(number)))) {
    refuse("float32", isNoNumber ? value : number);
  }
  reserve(9);
  appendTag(tag);
  outputView.setFloat32(position, number, true);
  position += 4;
}

export function writeFixed32(tag: number, value: number): void {
  const number = checkUint32(value);
  reserve(9);
  appendTag(tag);
  outputView.setUint32(position, number, true);
  position += 4;
}

export function writeSfixed32(tag: number, value: number): void {
  const number = checkInt32(value);
  reserve(9);
  appendTag(tag);
  outputView.setInt32(position, number, true);
  position += 4;
}

/** Up to this length a loop is faster than a TextEncoder. */
const longestAscii = 63;

export function writeString(tag: number, value: string): void {
  const text = typeof value === "string" ? value : String(value);
  const length = text.length;
  reserve(length * 3 + 10);
  append(tag);
  const start = ++position;
  if (length <= longestAscii) {
    let all = 0;
    for (let i = 0; i < length; i++) {
      const code = text.charCodeAt(i);
      all |= code;
      output[start + i] = code;
    }
    if (all < 128) {
      output[start - 1] = length;
      position = start + length;
      return;
    }
  }
  position += encoder.encodeInto(text, output.subarray(start)).written;
  close(start);
}

export function writeBytes(tag: number, value: Uint8Array): void {
  const length = value.byteLength;
  if (length !== value.length) {
    refuse("bytes", typeof value);
  }
  reserve(length + 10);
  append(tag);
  append(length);
  output.set(value, position);
  position += length;
}

/** Begins something whose length is not known yet: one byte is left free for it. */
export function open(tag: number): number {
  reserve(6);
  append(tag);
  return ++position;
}

/** Puts the length before what was written from `start` on. */
export function close(start: number): void {
  const length = position - start;
  if (length < 128) {
    output[start - 1] = length;
    return;
  }
  let extra = 0;
  for (let rest = length >>> 7; rest > 0; rest >>>= 7) {
    extra++;
  }
  reserve(extra);
  output.copyWithin(start + extra, start, position);
  position = start - 1;
  append(length);
  position += length;
}

export function writeMessage<T>(tag: number, write: (message: T) => void, message: T): void {
  const start = open(tag);
  write(message);
  close(start);
}

export function writeGroup<T>(tag: number, write: (message: T) => void, message: T): void {
  writeTag(tag);
  write(message);
  writeTag(tag + 1);
}
