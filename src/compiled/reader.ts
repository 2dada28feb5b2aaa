/**
 * Reads the protobuf wire format, for generated code and for tables. The state is the module's, because an object that is
 * passed around costs a quarter of the speed; `readFrom` saves and restores it. All that moves the position is in this
 * file: other modules cannot assign to its variables.
 *
 * @see https://protobuf.dev/programming-guides/encoding/
 */

import { fail } from "./fail.ts";
import { decodeText, laxDecoder, strictDecoder } from "./text.ts";

export interface ReadOptions {
  readonly readUnknownFields?: boolean;
  readonly recursionLimit?: number;
}

const nothing = new Uint8Array(0);
let input: Uint8Array = nothing;
let position = 0;
let limit = 0;
let depth = 0;
let keepsUnknown = true;
let maxDepth = 100;

// Halves of 64-bit integers go through memory: in variables, words of more than 31 bits become objects.
const words = /*@__PURE__*/ new Int32Array(2);
const view = /*@__PURE__*/ new DataView(words.buffer);

function failAtEnd(): never {
  fail("premature EOF");
}

/** Reads the bytes into a message. They are let go afterwards: the module would keep them in memory. */
export function readFrom<T>(
  bytes: Uint8Array,
  options: ReadOptions | undefined,
  read: (message: T, end: number, group: number) => T,
  message: T,
): T {
  if (!ArrayBuffer.isView(bytes)) {
    fail(`cannot decode ${bytes === null ? "null" : typeof bytes}: expected a Uint8Array`);
  }
  // One by one: an array of them would cost as much as a small message.
  const inputBefore = input;
  const positionBefore = position;
  const limitBefore = limit;
  const depthBefore = depth;
  const keepsUnknownBefore = keepsUnknown;
  const maxDepthBefore = maxDepth;
  input = bytes;
  position = 0;
  limit = bytes.length;
  depth = 0;
  keepsUnknown = options?.readUnknownFields ?? true;
  maxDepth = options?.recursionLimit ?? 100;
  try {
    deeper();
    return read(message, limit, 0);
  } finally {
    input = inputBefore;
    position = positionBefore;
    limit = limitBefore;
    depth = depthBefore;
    keepsUnknown = keepsUnknownBefore;
    maxDepth = maxDepthBefore;
  }
}

function deeper(): void {
  if (++depth > maxDepth) {
    fail(`maximum recursion depth of ${maxDepth} reached`);
  }
}

/** Returns true while there is more to read before `end`. */
export function more(end: number): boolean {
  return position < end;
}

/** A tag: the number of a field times eight, plus its wire type. */
export function readTag(): number {
  const first = input[position] as number;
  if (first < 0x80) {
    position++;
    return first;
  }
  const second = input[position + 1] as number;
  if (second < 0x80) {
    position += 2;
    return (first & 0x7f) | (second << 7);
  }
  const start = position;
  const tag = readUint32();
  if (position - start > 5 || (position - start === 5 && (input[position - 1] as number) > 0x0f)) {
    fail("illegal tag: varint overflows uint32");
  }
  return tag;
}

export function readUint32(): number {
  let byte = input[position++] as number;
  if (byte < 0x80) {
    return byte;
  }
  let result = byte & 0x7f;
  byte = input[position++] as number;
  result |= (byte & 0x7f) << 7;
  if (byte < 0x80) {
    return result;
  }
  byte = input[position++] as number;
  result |= (byte & 0x7f) << 14;
  if (byte < 0x80) {
    return result;
  }
  byte = input[position++] as number;
  result |= (byte & 0x7f) << 21;
  if (byte < 0x80) {
    return result;
  }
  byte = input[position++] as number;
  result |= (byte & 0x0f) << 28;
  for (let count = 5; byte >= 0x80 && count < 10; count++) {
    byte = input[position++] as number;
  }
  endVarint(byte);
  return result >>> 0;
}

function endVarint(last: number): void {
  if (!(last < 0x80)) {
    fail(last === undefined ? "premature EOF" : "invalid varint");
  }
}

function readWords(): void {
  let byte = input[position++] as number;
  let low = byte & 0x7f;
  let high = 0;
  for (let shift = 7; byte >= 0x80 && shift < 28; shift += 7) {
    byte = input[position++] as number;
    low |= (byte & 0x7f) << shift;
  }
  if (byte >= 0x80) {
    byte = input[position++] as number;
    low |= byte << 28;
    high = (byte & 0x7f) >> 4;
    for (let shift = 3; byte >= 0x80 && shift <= 31; shift += 7) {
      byte = input[position++] as number;
      high |= (byte & 0x7f) << shift;
    }
  }
  endVarint(byte);
  words[0] = low;
  words[1] = high;
}

export function readInt32(): number {
  return readUint32() | 0;
}

export function readSint32(): number {
  const zigzag = readUint32();
  return (zigzag >>> 1) ^ -(zigzag & 1);
}

export function readInt64(): bigint {
  readWords();
  return view.getBigInt64(0, true);
}

export function readUint64(): bigint {
  readWords();
  return view.getBigUint64(0, true);
}

export function readSint64(): bigint {
  readWords();
  const low = words[0] as number;
  const high = words[1] as number;
  const sign = -(low & 1);
  words[0] = ((low >>> 1) | (high << 31)) ^ sign;
  words[1] = (high >>> 1) ^ sign;
  return view.getBigInt64(0, true);
}

export function readBool(): boolean {
  const byte = input[position] as number;
  if (byte < 0x80) {
    position++;
    return byte !== 0;
  }
  readWords();
  return words[0] !== 0 || words[1] !== 0;
}

export function readSfixed32(): number {
  const at = position;
  if (at + 4 > limit) {
    failAtEnd();
  }
  position = at + 4;
  return (
    (input[at] as number) |
    ((input[at + 1] as number) << 8) |
    ((input[at + 2] as number) << 16) |
    ((input[at + 3] as number) << 24)
  );
}

export function readFixed32(): number {
  return readSfixed32() >>> 0;
}

// Through eight bytes of our own: a DataView per message costs more than a small message, and a number of 32 bits that is
// returned costs an object.
function readFour(at: number): void {
  const start = position;
  if (start + 4 > limit) {
    failAtEnd();
  }
  position = start + 4;
  const low = (input[start] as number) | ((input[start + 1] as number) << 8);
  view.setInt32(at, low | ((input[start + 2] as number) << 16) | ((input[start + 3] as number) << 24), true);
}

function readEight(): void {
  readFour(0);
  readFour(4);
}

export function readFixed64(): bigint {
  readEight();
  return view.getBigUint64(0, true);
}

export function readSfixed64(): bigint {
  readEight();
  return view.getBigInt64(0, true);
}

export function readDouble(): number {
  readEight();
  return view.getFloat64(0, true);
}

export function readFloat(): number {
  readFour(0);
  return view.getFloat32(0, true);
}

export function readBytes(): Uint8Array {
  const end = readEnd();
  const start = position;
  position = end;
  return input.subarray(start, end);
}

function readText(decoder: TextDecoder): string {
  const end = readEnd();
  const start = position;
  position = end;
  return decodeText(input, start, end, decoder);
}

/** A string that has to be valid UTF-8. */
export function readString(): string {
  return readText(strictDecoder);
}

/** A string in which invalid UTF-8 is replaced, as proto2 has them. */
export function readLaxString(): string {
  return readText(laxDecoder);
}

/** Reads a length; returns where what begins here ends. */
export function readEnd(): number {
  const length = readUint32();
  if (length > limit - position) {
    failAtEnd();
  }
  return position + length;
}

/** Enters a nested message; returns where it ends. */
export function enter(): number {
  deeper();
  return readEnd();
}

/** Enters a group, which its end tag ends; returns the end of the input. */
export function enterGroup(): number {
  deeper();
  return limit;
}

/** Leaves a message at its end. A group never ends there. */
export function leave(end: number, group: number): void {
  if (position !== end || group !== 0) {
    failAtEnd();
  }
  depth--;
}

/** Leaves a group at its end tag. */
export function leaveGroup(): void {
  depth--;
}

/** Checks that packed values or a map entry have ended where their length says. */
export function endAt(end: number): void {
  if (position !== end) {
    failAtEnd();
  }
}

function skip(tag: number, room: number): void {
  if (tag < 8) {
    fail(`illegal tag: field no 0 wire type ${tag}`);
  }
  switch (tag & 7) {
    case 0:
      while ((input[position++] as number) >= 0x80);
      break;
    case 1:
      position += 8;
      break;
    case 2:
      position = readEnd();
      break;
    case 3:
      if (room <= 0) {
        fail("maximum recursion depth reached");
      }
      for (;;) {
        const inner = readTag();
        if ((inner & 7) === 4) {
          if (inner >>> 3 !== tag >>> 3) {
            fail("invalid end group tag");
          }
          break;
        }
        skip(inner, room - 1);
      }
      break;
    case 5:
      position += 4;
      break;
    default:
      fail(`illegal tag: field no ${tag >>> 3} wire type ${tag & 7}`);
  }
  if (position > limit) {
    failAtEnd();
  }
}

/** Skips a value that its message does not know, without keeping it. */
export function skipField(tag: number): void {
  skip(tag, maxDepth - depth);
}

/** Skips a value and returns its bytes, or nothing if they are not to be kept. */
export function takeField(tag: number): Uint8Array | undefined {
  const start = position;
  skipField(tag);
  return keepsUnknown ? input.subarray(start, position) : undefined;
}

/** Takes all that is left of a message, or of a group without its end tag, and leaves it. */
export function readRest(end: number, group: number): Uint8Array {
  const start = position;
  let last = start;
  if (group === 0) {
    position = last = end;
  } else {
    for (let tag = readTag(); tag !== group; tag = readTag()) {
      skipField(tag);
      last = position;
    }
  }
  depth--;
  return input.subarray(start, last);
}

/** Whether unknown fields are kept, and how deep the message that is being read may still go. */
export function remainingOptions(): Required<ReadOptions> {
  return { readUnknownFields: keepsUnknown, recursionLimit: maxDepth - depth + 1 };
}
