/** Reads the full content of a call as text. Loaded when a filter first needs it. */
import type { CallDetails } from "farcall/devtools";
import type { Link } from "../link.ts";
import type { Call } from "./call.ts";
import type { Descriptors } from "./descriptors.ts";
import { frameBytes } from "./frame-bytes.ts";
import { frameTree } from "./frame-tree.ts";
import type { CallText } from "./match-call.ts";
import { OpenedCall } from "./opened-call.ts";
import { treeRows } from "./tree.ts";

const mostFrames = 200;
const mostText = 64 * 1024;

export async function readCallText(link: Link, { row }: Call, descriptors: Descriptors): Promise<CallText> {
  const opened = new OpenedCall(link, row.id, descriptors);
  await opened.refresh(row);
  const { details, schema } = opened.state;
  let body = "";
  for (const attempt of details?.attempts.keys() ?? []) {
    for (const side of ["request", "response"] as const) {
      const source = opened.source(attempt, side);
      for (const frame of source?.frames.slice(0, mostFrames) ?? []) {
        const { bytes } = await frameBytes(frame, source?.body.encoding);
        if (bytes && body.length < mostText) {
          const desc = side === "request" ? schema.input : schema.output;
          const roots = frameTree(bytes, {
            kind: frame.kind,
            codec: source?.body.codec,
            desc,
            registry: schema.registry,
          });
          body += `${treeRows(roots, (_, depth) => depth < 6)
            .slice(0, 1000)
            .map(({ node }) => `${node.name}: ${node.value}`)
            .join("\n")}\n`;
        }
      }
    }
  }
  return { headers: details ? headerLines(details) : "", body };
}

function headerLines({ attempts, responseHeaders, responseTrailers }: CallDetails): string {
  const lists = [...attempts.map(({ requestHeaders }) => requestHeaders), responseHeaders, responseTrailers];
  return lists
    .flat()
    .map(([name, value]) => `${name}=${value ?? ""}`)
    .join("\n");
}
