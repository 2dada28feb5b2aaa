/** What it means when fetch rejects: the browser tells scripts nothing of why. */
import { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import { isCrossOrigin } from "../base-url.ts";
import { relativeUrlError } from "./explain-base-url.ts";

/**
 * Complaints about the code that called, and not about the network: fetch rejects with a TypeError for either. Known by
 * the words of the engines (V8, SpiderMonkey, JavaScriptCore; undici and workerd for their own options).
 */
const mistakes =
  /^(Ref|Ran|Syn)\w+Error|^TypeError:.*(is not |propert|llegal|Failed to [ecp]|undefined|null|nvalid |RequestInit|does not)/;

/** The browser tells scripts nothing of why a request failed, so the message names what there is to look at. */
export function explainFailure(cause: unknown, url: string, headers: Readonly<Record<string, string>>): ConnectError {
  if (!/^http/.test(url)) {
    return relativeUrlError(url); // an engine that knows no page refuses it in words of its own
  }
  const mistake = ConnectError.from(cause, Code.Unknown, "fetch could not be called");
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
