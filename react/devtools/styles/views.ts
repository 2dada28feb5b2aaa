/** The timeline, the statistics, and the comparison of two calls. */
export const viewStyles = /* css */ `
.methods {
  width: 100%;
  border-collapse: collapse;
  font-variant-numeric: tabular-nums;
}

.methods th,
.methods td {
  padding: 3px 8px;
  font-weight: 400;
  text-align: right;
  white-space: nowrap;
}

.methods th:first-child {
  max-width: 0;
  width: 45%;
  overflow: hidden;
  text-align: left;
  text-overflow: ellipsis;
}

.methods thead th {
  position: sticky;
  z-index: 1;
  top: 0;
  height: 22px;
  padding-block: 0;
  box-shadow: inset 0 -1px var(--border);
  color: var(--quiet);
  background: var(--sunken);
  font-size: 11px;
}

.methods tbody tr:hover {
  background: var(--hover);
}

.methods .link {
  color: var(--text);
  font-weight: 600;
  text-decoration-color: var(--border-strong);
}

.is-failed {
  color: var(--failed);
}

@container panel (max-width: 620px) {
  .methods .is-wide {
    display: none;
  }
}

.timeline {
  display: flex;
  flex-direction: column;
  min-width: 0;
}

.timeline-head {
  display: flex;
  flex: none;
  align-items: center;
  height: 26px;
  padding: 0 6px 0 8px;
  font-variant-numeric: tabular-nums;
  white-space: nowrap;
}

.timeline-ruler {
  position: relative;
  flex: none;
  height: 18px;
  margin: 0 8px;
  overflow: hidden;
  color: var(--quiet);
  font-size: 10.5px;
}

.timeline-ruler span {
  position: absolute;
  padding-left: 3px;
  border-left: 1px solid var(--border);
  white-space: nowrap;
}

.timeline-body {
  flex: 1;
  min-height: 0;
  padding: 4px 8px;
  overflow: hidden auto;
  border-top: 1px solid var(--border);
}

.timeline-lanes {
  position: relative;
}

.timeline-bar {
  position: absolute;
  height: 18px;
  padding: 0;
  overflow: visible;
  border: 0;
  border-radius: 2px;
  background: none;
  text-align: left;
  cursor: default;
  container-type: inline-size;
}

@container (max-width: 26px) {
  .timeline-name {
    display: none;
  }
}

.timeline-bar .phase-bar {
  height: 5px;
  overflow: hidden;
  border-radius: 2px;
}

.timeline-bar .phase {
  top: 0;
  height: 5px;
}

.timeline-bar[aria-selected="true"] {
  z-index: 1;
  background: var(--selected);
  box-shadow: 0 0 0 2px var(--selected);
}

.timeline-name {
  display: block;
  overflow: hidden;
  color: var(--quiet);
  font-size: 10px;
  line-height: 12px;
  text-overflow: clip;
  white-space: nowrap;
}

.timeline-bar.tone-failed .timeline-name {
  color: var(--failed);
}

.timeline-bar.tone-failed .phase-bar {
  box-shadow: inset 0 0 0 2px var(--failed);
}

.diff {
  overflow: auto;
  border: 1px solid var(--border);
  border-radius: 4px;
}

.diff span {
  display: block;
  padding: 0 8px;
}

.diff-same {
  color: var(--quiet);
}

.diff-removed {
  background: var(--failed-soft);
}

.diff-added {
  background: light-dark(#e4f5eb, #14301f);
}
`;
