/** One frame: its message as a tree, next to its bytes. */
import { lazy, Suspense, useMemo, useState } from "react";
import { formatBytes } from "../model/format.ts";
import type { ListedFrame } from "../model/frame-list.ts";
import { frameTree } from "../model/frame-tree.ts";
import type { CallSchema } from "../model/schema.ts";
import type { TreeNode } from "../model/tree.ts";
import { CopyButton } from "./copy-button.tsx";
import { frameTitle } from "./frame-title.ts";
import { Segmented } from "./segmented.tsx";
import { TreeView } from "./tree-view.tsx";
import { useFrameBytes } from "./use-frame-bytes.ts";

// Loaded on first use.
const HexView = lazy(async () => ({ default: (await import("./hex-view.tsx")).HexView }));

export type FrameLook = "tree" | "both" | "hex";

const looks = [
  { id: "tree", label: "Tree" },
  { id: "both", label: "Both" },
  { id: "hex", label: "Hex" },
] as const;

export interface FrameViewProps {
  listed: ListedFrame;
  schema: CallSchema;
  look: FrameLook;
  onLook: (look: FrameLook) => void;
}

export function FrameView({ listed, schema, look, onLook }: FrameViewProps) {
  const { frame, side, source } = listed;
  const [node, setNode] = useState<TreeNode>();
  const result = useFrameBytes(frame, source.body.encoding);
  const bytes = result?.bytes;
  const codec = source.body.codec;
  const desc = side === "request" ? schema.input : schema.output;
  const reading = useMemo(
    () => ({ kind: frame.kind, codec, desc, registry: schema.registry }),
    [frame, codec, desc, schema],
  );
  const roots = useMemo(() => bytes && frameTree(bytes, reading), [bytes, reading]);
  const copied = node?.whole ?? (node && node.children === undefined ? () => node.value : undefined);
  return (
    <section className="frame" aria-label={frameTitle(listed)}>
      <header className="frame-head">
        <h3>{frameTitle(listed)}</h3>
        <span className="quiet frame-facts" title={facts(listed, bytes)}>
          {facts(listed, bytes)}
        </span>
        <span className="spacer" />
        {bytes && (
          <CopyButton
            label={copied ? "Copy value" : "Copy JSON"}
            text={copied ?? (async () => (await import("../model/frame-text.ts")).frameText(bytes, reading))}
          />
        )}
        <Segmented label="Display" options={looks} selected={look} onSelect={onLook} />
      </header>
      {result?.problem && <p className="problem">{result.problem} These are its bytes as received.</p>}
      {!result && <p className="placeholder">Decompressing…</p>}
      <div className={`frame-body look-${look}`}>
        {look !== "hex" && roots && <TreeView roots={roots} label={frameTitle(listed)} onSelect={setNode} />}
        {(look !== "tree" || result?.problem) && result && (
          <Suspense>
            <HexView bytes={bytes ?? frame.bytes} marked={node?.range} />
          </Suspense>
        )}
      </div>
    </section>
  );
}

function facts({ frame, source }: ListedFrame, bytes: Uint8Array | undefined): string {
  const parts = [source.body.codec];
  if (bytes && frame.isCompressed && bytes.byteLength !== frame.bytes.byteLength) {
    const ratio = Math.round((1 - frame.bytes.byteLength / Math.max(1, bytes.byteLength)) * 100);
    parts.push(
      `${formatBytes(bytes.byteLength)}, ${source.body.encoding} ${formatBytes(frame.bytes.byteLength)} (${ratio} % less)`,
    );
  } else {
    parts.push(formatBytes(frame.kind === "cut" ? frame.wireBytes : frame.bytes.byteLength));
  }
  return parts.filter(Boolean).join(" · ");
}
