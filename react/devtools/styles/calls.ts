/** The list of calls. */
export const callStyles = /* css */ `
.calls {
  display: flex;
  flex-direction: column;
  min-width: 0;
  container: calls / inline-size;
}

.call-head,
.call-row {
  display: flex;
  align-items: center;
  height: 24px;
  padding: 0 8px;
  white-space: nowrap;
}

.call-head {
  flex: none;
  height: 22px;
  border-bottom: 1px solid var(--border);
  color: var(--quiet);
  background: var(--sunken);
  font-size: 11px;
  scrollbar-gutter: stable;
}

.sort-button {
  max-width: 100%;
  height: 21px;
  padding: 0;
  border: 0;
  overflow: hidden;
  color: inherit;
  background: none;
  font: inherit;
  text-overflow: ellipsis;
}

.sort-button:hover,
.is-sorted .sort-button {
  color: var(--text);
}

.is-sorted .sort-button::after {
  content: "";
  display: inline-block;
  margin-left: 4px;
  border: 3px solid transparent;
  border-top: 0;
  border-bottom: 4px solid currentColor;
  vertical-align: middle;
}

.is-descending .sort-button::after {
  rotate: 180deg;
}

.call-rows {
  contain: strict;
  flex: 1;
  min-height: 0;
  overflow: hidden auto;
}

.call-space {
  position: relative;
}

.call-row {
  position: absolute;
  right: 0;
  left: 0;
  contain: layout paint style;
  cursor: default;
  font-variant-numeric: tabular-nums;
}

.call-row:hover {
  background: var(--hover);
}

.call-row[aria-selected="true"] {
  background: var(--selected);
}

.call-row.is-past {
  opacity: 0.75;
}

.cell-method {
  display: flex;
  flex: 1;
  align-items: center;
  min-width: 0;
  overflow: hidden;
}

.call-method {
  flex: none;
  max-width: 100%;
  margin-right: 6px;
  overflow: hidden;
  font-weight: 600;
  text-overflow: ellipsis;
}

.call-row .call-service {
  overflow: hidden;
  color: var(--quiet);
  text-overflow: ellipsis;
}

.cell-status {
  flex: 0 0 140px;
  padding-left: 8px;
  overflow: hidden;
  text-overflow: ellipsis;
}

.cell-messages {
  flex: 0 0 58px;
  text-align: right;
}

.cell-size,
.cell-time {
  flex: 0 0 60px;
  text-align: right;
}

.cell-phases {
  flex: 0 1 72px;
  min-width: 50px;
  margin-left: 12px;
}

.cell-messages,
.cell-size,
.cell-time {
  color: var(--quiet);
}

.status-count {
  display: none;
  margin-left: 8px;
  color: var(--quiet);
}

.status-dot {
  display: inline-block;
  width: 7px;
  height: 7px;
  margin-right: 6px;
  border-radius: 50%;
  background: currentColor;
}

.tone-ok .cell-status {
  color: var(--quiet);
}

.tone-ok .status-dot {
  background: var(--ok);
}

.tone-failed .cell-status,
.tone-failed .call-method {
  color: var(--failed);
}

.tone-canceled .cell-status {
  color: var(--quiet);
}

.tone-canceled .status-dot {
  border: 1.5px solid currentColor;
  background: none;
}

.tone-open .cell-status {
  color: var(--accent);
}

.phase-bar,
.phase-cell {
  position: relative;
  display: block;
  height: 10px;
}

.phase {
  position: absolute;
  top: 2px;
  height: 6px;
}

.phase-page {
  background: var(--phase-page);
}

.phase-waiting {
  background: var(--phase-waiting);
}

.phase-headers {
  background: var(--phase-headers);
}

.phase-receiving {
  background: var(--phase-receiving);
}

.phase-deadline {
  position: absolute;
  top: -2px;
  bottom: -2px;
  width: 0;
  border-left: 1.5px dashed var(--failed);
}

@container calls (min-width: 700px) {
  .cell-phases {
    flex-basis: 160px;
  }
}

@container calls (min-width: 1000px) {
  .cell-phases {
    flex-basis: 300px;
  }

  .cell-status {
    flex-basis: 160px;
  }
}

@container calls (max-width: 500px) {
  .cell-phases,
  .cell-size {
    display: none;
  }
}

/* Too narrow for a separate column: messages are counted next to the status. */
@container calls (max-width: 460px) {
  .cell-messages {
    display: none;
  }

  .call-row .status-count {
    display: inline;
  }
}

@container calls (max-width: 340px) {
  .cell-status {
    flex-basis: 118px;
  }
}

@media (prefers-reduced-motion: no-preference) {
  .tone-open .status-dot {
    animation: breathe 1.6s ease-in-out infinite;
  }
}

@keyframes breathe {
  50% {
    opacity: 0.3;
  }
}
`;
