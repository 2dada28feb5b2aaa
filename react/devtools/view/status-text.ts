/** The status of a call as text, and its tone. */
import type { Row } from "farcall/devtools";
import { type CallState, lastAttempt, stateOf } from "../model/call.ts";

const words: Record<CallState, string> = { open: "open", ok: "ok", canceled: "canceled", failed: "failed" };

export function statusText(row: Row): { text: string; tone: CallState } {
  const tone = stateOf(row);
  if (tone === "canceled" && row.why === "left") {
    return { text: "left", tone };
  }
  const text = tone === "failed" ? (row.code ?? "failed") : words[tone];
  return { text, tone };
}

/** Returns a description for the tooltip and screen readers, with what the row does not show as text. */
export function statusTitle(row: Row): string {
  const status = lastAttempt(row)?.status;
  const parts = [statusText(row).text, status === undefined ? undefined : `HTTP ${status}`, row.message];
  return parts.filter((part) => part !== undefined && part !== "").join(" · ");
}
