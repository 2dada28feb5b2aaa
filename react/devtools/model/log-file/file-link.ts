/** A link to calls in a file, which answers like the page in which they were recorded. */
import type { Link } from "../../link.ts";
import { LoggedLink } from "./logged-link.ts";
import { readHar } from "./read-har.ts";
import { readNdjson } from "./read-ndjson.ts";

/** @throws if the file contains no calls, with a message for the user */
export function fileLink(text: string): Link {
  const calls = /^\s*\{\s*"log"/.test(text) ? readHar(text) : readNdjson(text);
  if (calls.length === 0) {
    throw new Error(
      "The file contains no calls. Import a HAR with Connect or gRPC-Web calls, or NDJSON that these devtools have exported.",
    );
  }
  const link = new LoggedLink({ source: "file", refusal: "These calls were loaded from a file." });
  for (const call of calls) {
    link.add(call);
  }
  return link;
}
