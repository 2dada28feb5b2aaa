/** Quotes texts as arguments of a POSIX shell. */

/** Quotes any text as one argument. NUL, which arguments cannot contain, is removed. */
export function shellQuote(text: string): string {
  const plain = text.replaceAll("\0", "");
  return /^[\w./:=@%+,-]+$/.test(plain) ? plain : `'${plain.replaceAll("'", `'\\''`)}'`;
}

/** A command on several lines, one for each part. */
export function shellCommand(parts: readonly string[]): string {
  return parts.join(" \\\n  ");
}
