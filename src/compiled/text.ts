/** Decodes the UTF-8 of string fields. */

export const strictDecoder = /*@__PURE__*/ new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
/** Replaces invalid UTF-8, as proto2 has it. */
export const laxDecoder = /*@__PURE__*/ new TextDecoder("utf-8", { ignoreBOM: true });

// A TextDecoder costs half a microsecond per call. One array per length, because `apply` takes all of an array.
const longestAscii = 160;
const codesByLength = /*@__PURE__*/ Array.from({ length: longestAscii + 1 }, (_, length) => {
  return new Array<number>(length).fill(0);
});

export function decodeText(bytes: Uint8Array, start: number, end: number, decoder: TextDecoder): string {
  const length = end - start;
  if (length === 0) {
    return "";
  }
  if (length <= longestAscii) {
    const codes = codesByLength[length] as number[];
    let all = 0;
    for (let i = 0; i < length; i++) {
      const code = bytes[start + i] as number;
      all |= code;
      codes[i] = code;
    }
    if (all < 0x80) {
      return String.fromCharCode.apply(null, codes);
    }
  }
  return decoder.decode(bytes.subarray(start, end));
}
