/** Bytes of many kinds, to test compressions. */
import fc from "fast-check";

/** Returns incompressible bytes, the same each time. */
export function noise(size: number): Uint8Array {
  let state = 1;
  return Uint8Array.from({ length: size }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 11;
  });
}

/** Returns lines of JSON, as in messages. */
export function json(size: number): Uint8Array {
  const bytes = noise(size);
  let text = "";
  for (let i = 0; text.length < size; i++) {
    const score = (bytes[i] ?? 0) / 7;
    text += `${JSON.stringify({ id: i * 7919, name: `user ${bytes[i + 1]}`, active: i % 3 === 0, score })}
`;
  }
  return new TextEncoder().encode(text).subarray(0, size);
}

/** Bytes of all sizes, which repeat more or less of the preceding ones. */
export const anyBytes: fc.Arbitrary<Uint8Array> = fc
  .array(fc.tuple(fc.uint8Array({ maxLength: 40 }), fc.nat(2000), fc.nat(300)), { maxLength: 40 })
  .map((steps) => {
    const out: number[] = [];
    for (const [fresh, distance, length] of steps) {
      out.push(...fresh);
      for (let i = 0; i < length && distance > 0 && distance <= out.length; i++) {
        out.push(out[out.length - distance] as number);
      }
    }
    return Uint8Array.from(out);
  });

/** Compares large data, for which `toEqual` takes seconds per MiB. */
export function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === b.byteLength && a.every((byte, i) => byte === b[i]);
}

/** Reads bytes from a hex dump. */
export function fromHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}
