/**
 * Decodes one snappy block: literals, and copies of earlier output.
 *
 * @see https://github.com/google/snappy/blob/main/format_description.txt
 */

export function decodeSnappyBlock(bytes: Uint8Array, maxBytes: number): Uint8Array {
  let position = 0;
  /** Reads the next `count` bytes as a little-endian number. */
  const read = (count: number): number => {
    let value = 0;
    for (let index = 0; index < count; index++) {
      value += at(bytes, position++) * 2 ** (8 * index);
    }
    return value;
  };
  const out = new Uint8Array(readLength());
  let written = 0;
  while (position < bytes.byteLength) {
    const tag = read(1);
    const upper = tag >>> 2;
    switch (tag & 3) {
      case 0: {
        const length = 1 + (upper < 60 ? upper : read(upper - 59));
        out.set(bytes.subarray(position, position + length), written); // throws if there is no room
        position += length;
        written += length;
        break;
      }
      case 1:
        copy(4 + (upper & 7), (upper >>> 3) * 256 + read(1));
        break;
      case 2:
        copy(1 + upper, read(2));
        break;
      default:
        copy(1 + upper, read(4));
    }
  }
  if (written !== out.byteLength || position !== bytes.byteLength) {
    throw new Error("a snappy block is corrupt");
  }
  return out;

  function readLength(): number {
    let length = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = read(1);
      length += (byte & 0x7f) * 2 ** shift;
      if (length > maxBytes) {
        throw new Error(`a snappy block has more than ${maxBytes} bytes`);
      }
      if (byte < 0x80) {
        return length;
      }
    }
  }

  /** Copies byte by byte, because a copy may overlap its own output. */
  function copy(length: number, offset: number): void {
    if (offset === 0 || written + length > out.byteLength) {
      throw new Error("a snappy block is corrupt");
    }
    for (let index = 0; index < length; index++, written++) {
      out[written] = at(out, written - offset);
    }
  }
}

function at(bytes: Uint8Array, index: number): number {
  const byte = bytes[index];
  if (byte === undefined) {
    throw new Error("a snappy block is corrupt");
  }
  return byte;
}
