/** Explains why fetch may have rejected, which browsers hide from scripts. */
import { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import { isCrossOrigin } from "../base-url.ts";
import { relativeUrlError } from "./explain-base-url.ts";

/**
 * Matches errors in the calling code, as opposed to the network: fetch rejects with a TypeError for either. Recognized
 * by the engines' messages (V8, SpiderMonkey, JavaScriptCore; undici and workerd for their own options).
 */
const mistakes =
  /^(Ref|Ran|Syn)\w+Error|^TypeError:.*(is not |propert|llegal|Failed to [ecp]|undefined|null|nvalid |RequestInit|does not)/;

/** Returns an error that names what to check, because browsers do not tell scripts why a request failed. */
export function explainFailure(cause: unknown, url: string, headers: Readonly<Record<string, string>>): ConnectError {
  if (!/^http/.test(url)) {
    return relativeUrlError(url); // outside a page, engines reject it with messages of their own
  }
  const mistake = ConnectError.from(cause, Code.Unknown, "fetch cannot be called");
  const { name } = (cause ?? {}) as Error;
  if (mistakes.test(`${name}: ${mistake.message}`)) {
    return mistake;
  }
  const names = Object.keys(headers).join(", ");
  const hint = isCrossOrigin(url)
    ? `, and does its CORS allow the origin ${globalThis.origin} and the headers ${names}`
    : "";
  return ConnectError.from(cause, Code.Unavailable, `cannot reach ${url} (is it running${hint}?)`);
}
