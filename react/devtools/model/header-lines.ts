/** Headers as lines of text, and back. */
import type { HeaderList } from "farcall/devtools";

export type ParsedHeaders =
  | { readonly headers: [name: string, value: string | null][]; readonly problem?: undefined }
  | { readonly headers?: undefined; readonly problem: string };

/** Made by the client itself, again for each call. */
const ownNames =
  /^(content-type|content-length|content-encoding|accept-encoding|user-agent|x-user-agent|x-grpc-web|te|connect-.*|grpc-.*)$/i;

/** Hidden values have no line: they are sent as they were. */
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
      return { problem: `"${line.slice(0, 40)}" is no header: write name: value.` };
    }
    headers.push([name, line.slice(colon + 1).trim()]);
  }
  return { headers };
}

/** What has to be set, and what left out, so that the headers of `before` become those of the text. */
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
