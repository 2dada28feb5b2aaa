/** Measures how much binary saves per method, by reading the newest calls of each in the background while shown. */
import type { Link } from "../link.ts";
import { type Call, procedureOf } from "./call.ts";
import type { Descriptors } from "./descriptors.ts";
import type { FormatSizes } from "./format-sizes.ts";
import { OpenedCall } from "./opened-call.ts";

/** The number of calls to read per method: more would not change the result. */
const mostCalls = 10;
/** A larger call would be read for long. */
const mostBytes = 1024 * 1024;

export type MethodSizes = ReadonlyMap<string, FormatSizes>;

/** The sizes read before, by call and its last change. */
export type KnownSizes = Map<string, FormatSizes | undefined>;

/**
 * @param known sizes of calls that need not be read again; new ones are added
 * @param onSizes called after each call that was read
 * @returns what ends it
 */
export function readMethodSizes(
  link: Link,
  calls: readonly Call[],
  descriptors: Descriptors,
  known: KnownSizes,
  onSizes: (sizes: MethodSizes) => void,
): () => void {
  let isWanted = true;
  const read = async () => {
    const { formatSizes } = await import("./json-size.ts");
    const sizes = new Map<string, FormatSizes>();
    for (const { key, row } of newestOfEach(calls)) {
      const name = `${key} ${row.seq}`;
      if (!known.has(name)) {
        const opened = new OpenedCall(link, row.id, descriptors);
        await opened.refresh(row);
        known.set(name, await formatSizes(opened, Math.max(0, row.attempts.length - 1)));
      }
      const found = known.get(name);
      if (!isWanted) {
        return;
      }
      if (found) {
        const before = sizes.get(procedureOf(row));
        sizes.set(procedureOf(row), {
          messages: (before?.messages ?? 0) + found.messages,
          binary: (before?.binary ?? 0) + found.binary,
          json: (before?.json ?? 0) + found.json,
          isWhole: (before?.isWhole ?? true) && found.isWhole,
        });
        onSizes(new Map(sizes));
      }
    }
  };
  void read();
  return () => {
    isWanted = false;
  };
}

function newestOfEach(calls: readonly Call[]): Call[] {
  const counts = new Map<string, number>();
  return [...calls].reverse().filter(({ row, isKept }) => {
    const procedure = procedureOf(row);
    const count = counts.get(procedure) ?? 0;
    const isSmall = row.attempts.every(({ sent, received }) => sent + received <= mostBytes);
    const isWanted = isKept && row.end !== undefined && isSmall && count < mostCalls;
    counts.set(procedure, count + (isWanted ? 1 : 0));
    return isWanted;
  });
}
