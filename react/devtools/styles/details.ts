/** The details of a call: head, tabs, tables. */
export const detailStyles = /* css */ `
.details {
  display: flex;
  flex-direction: column;
  min-height: 0;
  container: details / inline-size;
}

.details-head {
  display: flex;
  flex: none;
  align-items: center;
  gap: 8px;
  height: 30px;
  padding: 0 6px 0 10px;
}

.details-head h2 {
  flex: 1;
  min-width: 0;
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
}

.details-time {
  font-variant-numeric: tabular-nums;
  white-space: nowrap;
}

@container details (max-width: 520px) {
  .details-time {
    display: none;
  }
}

.pill {
  flex: 0 1 auto;
  max-width: 45%;
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
  padding: 0 7px;
  border-radius: 9px;
  background: var(--hover);
  font-size: 11px;
  font-weight: 600;
}

.pill.tone-ok {
  color: var(--ok);
}

.pill.tone-failed {
  color: var(--failed);
  background: var(--failed-soft);
}

.pill.tone-open {
  color: var(--accent);
}

.attempt-choice {
  display: flex;
  align-items: center;
  gap: 8px;
  padding: 0 10px 4px;
  color: var(--quiet);
}

.attempt-choice select {
  min-width: 0;
  max-width: 100%;
  padding: 1px 4px;
  border: 1px solid var(--border-strong);
  border-radius: 4px;
  background: var(--raised);
  color: var(--text);
}

.tabs {
  display: flex;
  flex: none;
  padding: 0 4px;
  overflow-x: auto;
  border-bottom: 1px solid var(--border);
  scrollbar-width: none;
}

.tabs [role="tab"] {
  flex: none;
  padding: 4px 8px 3px;
  border: 0;
  border-bottom: 2px solid transparent;
  color: var(--quiet);
  background: none;
}

.tabs [role="tab"]:hover {
  color: var(--text);
}

.tabs [aria-selected="true"] {
  border-bottom-color: var(--accent);
  color: var(--text);
}

.tab-panel {
  display: flex;
  flex: 1;
  flex-direction: column;
  min-height: 0;
}

.scrolls {
  flex: 1;
  min-height: 0;
  overflow: auto;
}

.pane-body {
  padding: 10px;
}

.section {
  margin-top: 14px;
}

.section:first-child {
  margin-top: 0;
}

.section > header {
  display: flex;
  align-items: center;
  justify-content: space-between;
}

.section h3 {
  margin-bottom: 2px;
}

.section h4 {
  margin: 8px 0 2px;
  color: var(--quiet);
  font-size: 11px;
  font-weight: 400;
}

.origin-acts {
  display: inline-flex;
  gap: 8px;
  align-items: baseline;
}

.facts > div {
  display: flex;
  gap: 10px;
  padding: 1px 0;
}

.facts dt {
  flex: 0 0 64px;
  color: var(--quiet);
}

.facts dd {
  min-width: 0;
  overflow-wrap: anywhere;
}

.pane-body > .notice {
  margin: 8px 0 0;
  border: 0;
  border-radius: 4px;
}

.pairs {
  width: 100%;
  border-collapse: collapse;
  font: 11.5px / 17px var(--font-code);
}

.pairs tr {
  border-top: 1px solid var(--border);
}

.pairs th {
  width: 34%;
  padding: 2px 10px 2px 0;
  color: var(--quiet);
  font-weight: 400;
  text-align: left;
  vertical-align: top;
  overflow-wrap: anywhere;
}

.pairs td {
  padding: 2px 0;
  overflow-wrap: anywhere;
}

.failure {
  padding: 8px 10px;
  border-left: 3px solid var(--failed);
  background: var(--failed-soft);
  overflow-wrap: anywhere;
}

.failure-title {
  color: var(--failed);
  font-family: var(--font-code);
}

.failure-message {
  margin-bottom: 6px;
  font-weight: 600;
  white-space: pre-wrap;
}

.advice {
  margin: 2px 0 0 16px;
  list-style: disc;
}

.causes,
.site {
  font: 11.5px / 17px var(--font-code);
  overflow-wrap: anywhere;
}

.ruler {
  position: relative;
  height: 18px;
  margin: 0 70px 2px 150px;
  color: var(--quiet);
  font-size: 10.5px;
}

.ruler span {
  position: absolute;
  transform: translateX(-50%);
  white-space: nowrap;
}

.phases {
  width: 100%;
  border-collapse: collapse;
  font-variant-numeric: tabular-nums;
  table-layout: fixed;
}

.phases th {
  width: 150px;
  padding: 2px 8px 2px 0;
  font-weight: 400;
  text-align: left;
}

.phases .phase-cell {
  display: table-cell;
  height: 22px;
}

.phases .phase {
  top: 6px;
  height: 10px;
}

.phases .phase-deadline {
  top: 0;
  bottom: 0;
}

.phases .phase-time {
  width: 70px;
  text-align: right;
}

.phases .total {
  border-top: 1px solid var(--border);
  font-weight: 600;
}

.phases .total th {
  font-weight: 600;
}
`;
