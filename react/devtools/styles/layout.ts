/** Layout: stacked when narrow, side by side above 700 px. */
export const layoutStyles = /* css */ `
:host {
  display: block;
}

.panel {
  display: flex;
  flex-direction: column;
  height: 100%;
  min-height: 0;
  overflow: hidden;
  container: panel / size;
}

.workspace {
  display: flex;
  flex: 1;
  flex-direction: column;
  min-height: 0;
}

.toolbar,
.status-bar {
  display: flex;
  flex: none;
  align-items: center;
  gap: 4px;
  min-width: 0;
  padding: 0 6px;
  background: var(--sunken);
}

.toolbar {
  height: 30px;
  border-bottom: 1px solid var(--border);
}

.status-bar {
  height: 22px;
  padding: 0 8px;
  overflow: hidden;
  border-top: 1px solid var(--border);
  color: var(--quiet);
  font-size: 11px;
  font-variant-numeric: tabular-nums;
  white-space: nowrap;
}

.status-bar .button-quiet {
  line-height: 16px;
}

.status-bar .button-quiet[aria-pressed="false"] {
  color: var(--quiet);
}

.said {
  overflow: hidden;
  color: var(--text);
  text-overflow: ellipsis;
}

.panel-body {
  display: flex;
  flex: 1;
  flex-direction: column;
  min-height: 0;
}

.panel-body > .calls,
.panel-body > .empty,
.panel-body > .view {
  flex: 1;
  min-height: 0;
}

.has-details > .calls,
.has-details > .empty,
.has-details > .view {
  flex: 2 1 0;
}

.has-details > .details {
  flex: 3 1 0;
  border-top: 1px solid var(--border);
}

@container panel (min-width: 701px) {
  .panel-body {
    flex-direction: row;
  }

  .has-details > .calls,
  .has-details > .empty,
  .has-details > .view {
    flex: 5 1 0;
    min-width: 0;
  }

  .has-details > .details {
    flex: 6 1 0;
    min-width: 0;
    border-top: 0;
    border-left: 1px solid var(--border);
  }
}

/* Too low for both: the details replace the list. */
@container panel (max-width: 700px) and (max-height: 380px) {
  .has-details > .calls,
  .has-details > .empty,
  .has-details > .view {
    display: none;
  }
}

.empty {
  display: flex;
  flex-direction: column;
  align-items: center;
  justify-content: safe center;
  gap: 10px;
  padding: 24px;
  overflow: auto;
  text-align: center;
}

.empty h2 {
  font-size: 14px;
  line-height: 20px;
}

.empty p {
  max-width: 46ch;
  color: var(--quiet);
  overflow-wrap: anywhere;
}

.snippet {
  max-width: 100%;
  padding: 10px 14px;
  overflow: auto;
  border: 1px solid var(--border);
  border-radius: 6px;
  background: var(--sunken);
  text-align: left;
}
`;
