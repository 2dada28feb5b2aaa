/** Hides secret header values, by header name. */
import type { HeaderList } from "./hook.ts";

/** Names in lower case; a star matches any prefix. */
const secretNames = ["authorization", "proxy-authorization", "cookie", "set-cookie", "x-api-key", "*-token"];

/** Returns a function that tells whether a name is hidden: one of these, or of those that an application adds. */
export function isSecret(names: readonly string[]): (name: string) => boolean {
  const all = [...secretNames, ...names].map((name) => name.toLowerCase());
  return (name) => all.some((secret) => (secret[0] === "*" ? name.endsWith(secret.slice(1)) : name === secret));
}

/** Returns all fields, with individual values where they are still known. */
export function headerList(headers: HeadersInit | undefined, hides: (name: string) => boolean): HeaderList {
  const { allItems } = (headers ?? {}) as { allItems?: () => Iterable<[string, string]> };
  const fields =
    allItems?.call(headers) ??
    (Symbol.iterator in Object(headers)
      ? (headers as Iterable<[string, string]>)
      : Object.entries((headers ?? {}) as Record<string, string>));
  return Array.from(fields, ([name, value]) => [name, hides(name.toLowerCase()) ? null : value]);
}
