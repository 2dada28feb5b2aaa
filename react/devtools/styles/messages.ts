/** Frames, trees, bytes. */
export const messageStyles = /* css */ `
.messages {
  display: flex;
  flex: 1;
  flex-direction: column;
  min-height: 0;
}

.messages-head {
  display: flex;
  flex: none;
  align-items: center;
  gap: 10px;
  height: 24px;
  padding: 0 10px;
  overflow: hidden;
  border-bottom: 1px solid var(--border);
  font-variant-numeric: tabular-nums;
  white-space: nowrap;
}

.arrivals {
  flex: 0 1 120px;
  min-width: 0;
  fill: var(--phase-receiving);
}

.frames {
  flex: 1;
  min-height: 0;
  overflow: hidden auto;
}

.has-frame > .frames {
  flex: 0 1 34%;
}

.frames[style] {
  flex: none !important;
}

.frames-space,
.tree-space,
.hex-space {
  position: relative;
}

.frame-row {
  position: absolute;
  contain: layout paint style;
  right: 0;
  left: 0;
  display: flex;
  align-items: center;
  gap: 8px;
  height: 22px;
  padding: 0 10px;
  font-variant-numeric: tabular-nums;
  white-space: nowrap;
}

.frame-row:hover {
  background: var(--hover);
}

.frame-row[aria-selected="true"] {
  background: var(--selected);
}

.way {
  flex: none;
  width: 12px;
}

.way-request {
  color: var(--accent);
}

.way-response {
  color: var(--ok);
}

.frame-summary {
  flex: 1;
  min-width: 0;
  overflow: hidden;
  font: 11.5px / 18px var(--font-code);
  text-overflow: ellipsis;
}

.kind-end .frame-summary,
.kind-trailers .frame-summary,
.kind-cut .frame-summary {
  color: var(--quiet);
}

.frame-size,
.frame-time {
  flex: none;
  min-width: 52px;
  color: var(--quiet);
  text-align: right;
}

.frame {
  display: flex;
  flex: 1;
  flex-direction: column;
  min-height: 0;
  border-top: 1px solid var(--border);
}

.frame-head {
  display: flex;
  flex: none;
  align-items: center;
  gap: 8px;
  height: 26px;
  padding: 0 4px 0 10px;
  background: var(--sunken);
  white-space: nowrap;
}

.frame-facts {
  min-width: 0;
  overflow: hidden;
  text-overflow: ellipsis;
}

.frame-body {
  display: flex;
  flex: 1;
  flex-direction: column;
  min-height: 0;
}

.tree,
.hex {
  flex: 1;
  min-height: 0;
  overflow: auto;
  padding: 4px 0;
}

.look-both > .hex {
  border-top: 1px solid var(--border);
}

@container details (min-width: 820px) {
  .look-both {
    flex-direction: row;
  }

  .look-both > .tree {
    min-width: 0;
  }

  .look-both > .hex {
    flex: 0 0 520px;
    border-top: 0;
    border-left: 1px solid var(--border);
  }
}

.tree.is-inline {
  border: 1px solid var(--border);
  border-radius: 4px;
}

.tree-row {
  position: absolute;
  contain: layout paint style;
  right: 0;
  left: 0;
  height: 20px;
  padding-right: 10px;
  overflow: hidden;
  font: 11.5px / 20px var(--font-code);
  text-overflow: ellipsis;
  white-space: pre;
}

.tree-row:hover {
  background: var(--hover);
}

.tree-row[aria-selected="true"] {
  background: var(--selected);
}

.twist {
  display: inline-block;
  width: 14px;
  color: var(--quiet);
}

.twist::before {
  display: inline-block;
  border: 3.5px solid transparent;
  border-left: 5px solid currentColor;
  content: "";
  transform-origin: 2px 3.5px;
}

.twist.is-open::before {
  transform: rotate(90deg);
}

.twist.is-leaf::before {
  visibility: hidden;
}

.tree-name {
  color: var(--code-name);
}

.tree-index,
.tree-colon,
.tree-hint,
.value-note,
.value-bytes {
  color: var(--quiet);
}

.tree-hint {
  margin-left: 10px;
  font-size: 10.5px;
}

.value-text {
  color: var(--code-text);
}

.value-number,
.value-literal {
  color: var(--code-number);
}

.value-problem {
  color: var(--failed);
}

.hex-row {
  position: absolute;
  display: flex;
  gap: 14px;
  height: 18px;
  padding: 0 10px;
  font: 11.5px / 18px var(--font-code);
  white-space: pre;
}

.hex-offset {
  color: var(--quiet);
}

.hex-bytes {
  display: inline-flex;
  min-width: 49ch;
}

.hex-bytes span {
  padding-right: 1ch;
}

.hex-bytes span:nth-child(8) {
  padding-right: 2ch;
}

.hex .is-marked {
  background: var(--marked);
}
`;
