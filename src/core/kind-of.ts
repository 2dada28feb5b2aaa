/** Describes the type of a value, with an article, for error messages about unexpected values. */
export function kindOf(value: unknown): string {
  if (value === undefined || value === null) {
    return String(value);
  }
  const kind = Array.isArray(value) ? "array" : typeof value;
  return /^[ao]/.test(kind) ? `an ${kind}` : `a ${kind}`;
}
