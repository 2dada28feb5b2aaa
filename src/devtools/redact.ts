/** Header fields as they are shown: secrets are hidden by the names they have. */
import type { HeaderList } from "./hook.ts";

/** Names in lower case; a star stands for anything in front. */
const secretNames = ["authorization", "proxy-authorization", "cookie", "set-cookie", "x-api-key", "*-token"];

/** Says which names are hidden: these, and those that an application adds. */
export function isSecret(names: readonly string[]): (name: string) => boolean {
  const all = [...secretNames, ...names].map((name) => name.toLowerCase());
  return (name) => all.some((secret) => (secret[0] === "*" ? name.endsWith(secret.slice(1)) : name === secret));
}

/** All fields, those of one name each by itself where that is still known. */
export function headerList(headers: HeadersInit | undefined, hides: (name: string) => boolean): HeaderList {
  const { allItems } = (headers ?? {}) as { allItems?: () => Iterable<[string, string]> };
  const fields =
    allItems?.call(headers) ??
    (Symbol.iterator in Object(headers)
      ? (headers as Iterable<[string, string]>)
      : Object.entries((headers ?? {}) as Record<string, string>));
  return Array.from(fields, ([name, value]) => [name, hides(name.toLowerCase()) ? null : value]);
}
