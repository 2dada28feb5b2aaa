/** Texts as arguments of a POSIX shell. */

/** One argument, whatever is in it. NUL, which no argument can hold, is left out. */
export function shellQuote(text: string): string {
  const plain = text.replaceAll("\0", "");
  return /^[\w./:=@%+,-]+$/.test(plain) ? plain : `'${plain.replaceAll("'", `'\\''`)}'`;
}

/** A command on several lines, one for each part. */
export function shellCommand(parts: readonly string[]): string {
  return parts.join(" \\\n  ");
}
