/** Reads everything the page keeps of its calls, through a link, to write it to a file. */
import type { Side } from "farcall/devtools";
import type { LoggedBody, LoggedCall } from "farcall/devtools/log";
import type { Link } from "../../link.ts";
import type { Call } from "../call.ts";
import { writeBase64 } from "../read-base64.ts";
import { readChunks, readDetails, readSchema } from "../read-details.ts";

/** The limit for one call, so that the file can still be opened. */
const mostBytes = 32 * 1024 * 1024;

/** Reads calls from the page, one after another. Header values that the page hides stay hidden. */
export async function loggedCalls(link: Link, calls: readonly Call[]): Promise<LoggedCall[]> {
  const logged: LoggedCall[] = [];
  for (const { row, timeOrigin, isKept } of calls) {
    const details = isKept ? readDetails(await link.ask("details", [row.id])) : undefined;
    const schema = details ? readSchema(await link.ask("schema", [row.id])) : undefined;
    const bodies: LoggedBody[] = [];
    for (const [attempt, sides] of details?.attempts.entries() ?? []) {
      for (const side of ["request", "response"] as const) {
        if (sides[side].chunks > 0) {
          bodies.push({ attempt, side, chunks: await allChunks(link, row.id, attempt, side) });
        }
      }
    }
    logged.push({
      row,
      timeOrigin,
      details: details ?? null,
      schema: schema ? { ...schema, files: schema.files.map(writeBase64) } : null,
      bodies,
    });
  }
  return logged;
}

async function allChunks(link: Link, id: string, attempt: number, side: Side): Promise<LoggedBody["chunks"]> {
  const chunks: [number, string][] = [];
  let bytes = 0;
  for (let next = 0; bytes < mostBytes; ) {
    const answer = readChunks(await link.ask("chunks", [id, attempt, side, next, 1024 * 1024]));
    for (const chunk of answer?.chunks ?? []) {
      bytes += chunk.bytes.byteLength;
      chunks.push([chunk.at, writeBase64(chunk.bytes)]);
    }
    if (!answer || answer.next >= answer.total || answer.next <= next) {
      break;
    }
    next = answer.next;
  }
  return chunks;
}
