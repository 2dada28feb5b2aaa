/** Numbers that JSON has no way to write. */

/** The number itself, or the text "NaN", "Infinity", "-Infinity" or "-0": `Number(text)` is the number again. */
export function jsonNumber(value: number): number | string {
  if (Object.is(value, -0)) {
    return "-0";
  }
  return Number.isFinite(value) ? value : String(value);
}
