/** A call out of a browser's list of requests. Loaded with the first request of a page that has no recorder. */
import { callOfHarEntry, type LoggedCall } from "farcall/devtools/log";
import { fieldsOf } from "../hostile.ts";
import { harEntryOf } from "./har-entry-of.ts";

export { LoggedLink } from "./logged-link.ts";

export interface NetworkCall {
  readonly hidden: LoggedCall;
  /** With the header values that the other hides. */
  readonly revealed: LoggedCall;
}

/** @returns undefined for a request that speaks neither Connect nor gRPC-Web: of that no body is read */
export async function readNetworkCall(
  entry: object,
  readBody: () => Promise<object>,
  timeOrigin: number,
): Promise<NetworkCall | undefined> {
  const head = harEntryOf(entry);
  if (!callOfHarEntry(head)) {
    return undefined;
  }
  const content = fieldsOf(await readBody());
  const whole = { ...head, response: harEntryOf({ response: { ...head.response, content } }).response };
  const hidden = callOfHarEntry(whole, { timeOrigin });
  const revealed = callOfHarEntry(whole, { timeOrigin, redact: false });
  return hidden && revealed && { hidden, revealed };
}
