/** Encodes numbers that JSON cannot represent. */

/** Returns the number, or one of "NaN", "Infinity", "-Infinity" and "-0", which `Number(text)` converts back. */
export function jsonNumber(value: number): number | string {
  if (Object.is(value, -0)) {
    return "-0";
  }
  return Number.isFinite(value) ? value : String(value);
}
