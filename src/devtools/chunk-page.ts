/** A part of a body, as text. */
import { encodeBase64 } from "../wire/base64.ts";
import type { ByteLog } from "./byte-log.ts";
import type { Chunks } from "./hook.ts";

/** Where what was cut out comes next, a part ends; one that starts in it goes on behind it. */
export function chunkPage(log: ByteLog, from: number, maxBytes: number): Chunks {
  const { head, cut, total } = log;
  const tailStart = head.length + cut.chunks;
  const start = Math.min(Math.max(0, from >= head.length ? Math.max(from, tailStart) : from), total);
  const end = start < head.length && cut.bytes > 0 ? head.length : total;
  const chunks: Chunks["chunks"] = [];
  let size = 0;
  let next = start;
  while (next < end && (next === start || size < maxBytes)) {
    const chunk = log.chunk(next++);
    if (chunk) {
      size += chunk.size;
      chunks.push([chunk.at, encodeBase64(chunk.bytes)]);
    }
  }
  const isBehindCut = cut.bytes > 0 && start === tailStart;
  return {
    chunks,
    first: start,
    offset: log.offset(start),
    next,
    total,
    cut: isBehindCut,
    carriedOver: isBehindCut ? log.carriedOver : 0,
  };
}
