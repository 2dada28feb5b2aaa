/** Converts headers to lines of text, and back. */
import type { HeaderList } from "farcall/devtools";

export type ParsedHeaders =
  | { readonly headers: [name: string, value: string | null][]; readonly problem?: undefined }
  | { readonly headers?: undefined; readonly problem: string };

/** Headers that the client sets itself for each call. */
const ownNames =
  /^(content-type|content-length|content-encoding|accept-encoding|user-agent|x-user-agent|x-grpc-web|te|connect-.*|grpc-.*)$/i;

/** Formats headers. Hidden values are left out: they are sent unchanged. */
export function headerLines(headers: HeaderList): string {
  return headers
    .filter(([name, value]) => value !== null && !ownNames.test(name))
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n");
}

export function parseHeaderLines(text: string): ParsedHeaders {
  const headers: [string, string][] = [];
  for (const line of text.split("\n").map((part) => part.trim())) {
    if (line === "") {
      continue;
    }
    const colon = line.indexOf(":");
    const name = line.slice(0, Math.max(0, colon)).trim();
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) {
      return { problem: `"${line.slice(0, 40)}" is not a header. Write name: value.` };
    }
    headers.push([name, line.slice(colon + 1).trim()]);
  }
  return { headers };
}

/** Returns which headers to set and which to remove to get from `before` to the text. */
export function headerChanges(
  before: HeaderList,
  after: readonly [name: string, value: string | null][],
): [name: string, value: string | null][] {
  const kept = new Set(after.map(([name]) => name.toLowerCase()));
  const gone = before.filter(
    ([name, value]) => value !== null && !ownNames.test(name) && !kept.has(name.toLowerCase()),
  );
  return [...after, ...gone.map(([name]): [string, null] => [name, null])];
}
