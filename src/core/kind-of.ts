/** What a value is, in a word, for complaints about one that does not belong where it is. */
export function kindOf(value: unknown): string {
  if (value === undefined || value === null) {
    return String(value);
  }
  const kind = Array.isArray(value) ? "array" : typeof value;
  return /^[ao]/.test(kind) ? `an ${kind}` : `a ${kind}`;
}
