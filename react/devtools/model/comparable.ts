/** Represents a call as texts that can be compared with those of another call. */
import type { CallDetails, Row, Side } from "farcall/devtools";
import { frameBytes } from "./frame-bytes.ts";
import { frameText } from "./frame-text.ts";
import type { OpenedCall } from "./opened-call.ts";

export interface Comparable {
  readonly title: string;
  readonly lines: readonly string[];
}

/** Frames to compare on each side: in longer streams, these are enough to show the difference. */
const mostFrames = 50;
const mostLines = 5000;

export async function comparableCall(row: Row, opened: OpenedCall): Promise<Comparable[]> {
  await opened.refresh(row);
  const { details } = opened.state;
  const attempt = Math.max(0, row.attempts.length - 1);
  return [
    {
      title: "Outcome",
      lines: [`${row.code ?? (row.end === undefined ? "open" : "ok")}${row.message ? `: ${row.message}` : ""}`],
    },
    { title: "Request", lines: await sideLines(opened, attempt, "request") },
    { title: "Response", lines: await sideLines(opened, attempt, "response") },
    { title: "Request headers", lines: headers(details?.attempts[attempt]?.requestHeaders) },
    {
      title: "Response headers and trailers",
      lines: headers([...(details?.responseHeaders ?? []), ...(details?.responseTrailers ?? [])]),
    },
  ];
}

async function sideLines(opened: OpenedCall, attempt: number, side: Side): Promise<string[]> {
  const source = opened.source(attempt, side);
  const { schema } = opened.state;
  const desc = side === "request" ? schema.input : schema.output;
  const lines: string[] = [];
  for (const frame of source?.frames.slice(0, mostFrames) ?? []) {
    const { bytes, problem } = await frameBytes(frame, source?.body.encoding);
    const reading = { kind: frame.kind, codec: source?.body.codec, desc, registry: schema.registry };
    lines.push(...(bytes ? await frameText(bytes, reading) : (problem ?? "")).split("\n"));
  }
  return lines.slice(0, mostLines);
}

/** Sorts headers by name, because their order has no meaning. */
function headers(list: CallDetails["responseHeaders"] | undefined): string[] {
  return (list ?? []).map(([name, value]) => `${name}: ${value ?? "(hidden)"}`).sort();
}
