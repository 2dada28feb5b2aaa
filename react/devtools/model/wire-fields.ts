/**
 * Reads the fields of a message on the wire: number, type, position. Accepts any bytes; where they stop being valid, it
 * says so and returns what came before.
 */
import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";

export interface WireField {
  readonly no: number;
  readonly type: WireType;
  /** Where the field begins, its value begins, and it ends. */
  readonly from: number;
  readonly valueFrom: number;
  readonly to: number;
}

export interface WireFields {
  readonly fields: readonly WireField[];
  /** Where the bytes stopped being valid. */
  readonly brokenAt?: number;
}

/** The deepest nesting of groups; real messages are not nested any deeper. */
const deepest = 100;

export function wireFields(bytes: Uint8Array): WireFields {
  const reader = new BinaryReader(bytes);
  const fields: WireField[] = [];
  while (reader.pos < reader.len) {
    const from = reader.pos;
    try {
      const [no, type] = reader.tag();
      let valueFrom = reader.pos;
      if (type === WireType.LengthDelimited) {
        const length = reader.uint32();
        valueFrom = reader.pos;
        if (length > reader.len - reader.pos) {
          return { fields, brokenAt: from };
        }
        reader.pos += length;
      } else {
        reader.skip(type, no, deepest);
      }
      if (reader.pos > reader.len) {
        return { fields, brokenAt: from };
      }
      fields.push({ no, type, from, valueFrom, to: reader.pos });
    } catch {
      return { fields, brokenAt: from };
    }
  }
  return { fields };
}

/** Checks whether these bytes could be a message: not empty, and valid to the end. */
export function looksLikeMessage(bytes: Uint8Array): boolean {
  if (bytes.byteLength === 0 || bytes.byteLength > 1024 * 1024) {
    return false;
  }
  const { fields, brokenAt } = wireFields(bytes);
  return brokenAt === undefined && fields.every(({ no }) => no < 20_000);
}

/** Decodes these bytes as text, if it is readable. */
export function readableText(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what tells bytes from text
    return /[\u0000-\u0008\u000e-\u001f\u007f]/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}
