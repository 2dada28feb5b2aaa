/** Reads the calls in a HAR log written by these devtools. */
import type { LoggedCall } from "farcall/devtools/log";
import { fieldsOf, listOf, parseAnswer } from "../hostile.ts";

/** Of a HAR that another tool has written there is nothing that the panel could show. */
export function readHar(text: string): LoggedCall[] {
  const log = fieldsOf(fieldsOf(parseAnswer(text)).log);
  return listOf(log.entries, 100_000).flatMap((entry) => {
    const own = fieldsOf(entry)._farcall;
    return own ? [own as LoggedCall] : [];
  });
}
