/** A row for one frame: its direction, time, size, and the beginning of its content. */

import { formatBytes, formatDuration } from "../model/format.ts";
import type { ListedFrame } from "../model/frame-list.ts";
import { frameTree, summaryOf } from "../model/frame-tree.ts";
import type { CallSchema } from "../model/schema.ts";
import { frameTitle } from "./frame-title.ts";
import { useFrameBytes } from "./use-frame-bytes.ts";

export const frameRowHeight = 22;

export interface FrameRowProps {
  id: string;
  listed: ListedFrame;
  schema: CallSchema;
  /** When the call began. */
  start: number;
  position: number;
  /** -1 while it is not known. */
  count: number;
  top: number;
  isSelected: boolean;
  onSelect: () => void;
}

export function FrameRow({ id, listed, schema, start, position, count, top, isSelected, onSelect }: FrameRowProps) {
  const { frame, side, source } = listed;
  const result = useFrameBytes(frame, source.body.encoding);
  const desc = side === "request" ? schema.input : schema.output;
  const summary = result?.bytes
    ? summaryOf(
        frameTree(result.bytes, { kind: frame.kind, codec: source.body.codec, desc, registry: schema.registry }),
      )
    : (result?.problem ?? "…");
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list, which has the focus, handles the keys
    <div
      id={id}
      className={`frame-row kind-${frame.kind}`}
      role="option"
      tabIndex={-1}
      aria-selected={isSelected}
      aria-posinset={position}
      aria-setsize={count}
      style={{ top }}
      onClick={onSelect}
    >
      <span className={`way way-${side}`}>
        <span aria-hidden="true">{side === "request" ? "↑" : "↓"}</span>
        <span className="unseen">{frameTitle(listed)}</span>
      </span>
      <span className="frame-summary">
        {(frame.kind === "end" || frame.kind === "trailers") && <span className="mark">{frame.kind}</span>}
        {summary}
      </span>
      <span className="frame-size">{formatBytes(frame.wireBytes)}</span>
      <span className="frame-time">{frame.at > 0 ? `+${formatDuration(Math.max(0, frame.at - start))}` : ""}</span>
    </div>
  );
}
