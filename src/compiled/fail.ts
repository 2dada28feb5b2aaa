/** Throws an error with this message. */
export function fail(what: string): never {
  throw new Error(what);
}
