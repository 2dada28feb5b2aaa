/** Names the headers that a copy lacks because the page hides their values. */
import type { HeaderList } from "farcall/devtools";

export function hiddenHeadersSentence(headers: HeaderList): string {
  const names = headers.filter(([, value]) => value === null).map(([name]) => name);
  return names.length === 0
    ? ""
    : ` Without ${names.join(", ")}, whose values are hidden: show them under Headers first.`;
}
