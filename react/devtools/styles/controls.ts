/** Buttons, choices, the filter. */
export const controlStyles = /* css */ `
button,
select,
summary,
.check {
  cursor: pointer;
}

button:disabled {
  cursor: default;
  opacity: 0.5;
}

.icon-button {
  display: inline-flex;
  flex: none;
  align-items: center;
  justify-content: center;
  width: 24px;
  height: 24px;
  padding: 0;
  border: 0;
  border-radius: 4px;
  color: var(--quiet);
  background: none;
}

.icon-button:hover:enabled {
  color: var(--text);
  background: var(--hover);
}

.icon-button.is-recording {
  color: var(--failed);
}

.button-primary,
.button {
  height: 26px;
  padding: 0 12px;
  border: 1px solid var(--border-strong);
  border-radius: 5px;
  background: var(--raised);
  white-space: nowrap;
}

.button:hover:enabled {
  background: var(--hover);
}

.button-primary {
  border-color: transparent;
  color: var(--on-accent);
  background: var(--accent-strong);
  font-weight: 600;
}

.button-primary:hover:enabled {
  filter: brightness(1.08);
}

.button-quiet,
.link {
  padding: 0 6px;
  border: 0;
  border-radius: 4px;
  color: var(--accent);
  background: none;
  white-space: nowrap;
}

.button-quiet:hover:enabled {
  background: var(--hover);
}

.link {
  padding: 0;
  text-align: left;
  text-decoration: underline;
  white-space: normal;
}

.check {
  display: inline-flex;
  align-items: center;
  gap: 5px;
  padding: 0 4px;
  color: var(--quiet);
  white-space: nowrap;
}

.check input {
  margin: 0;
  accent-color: var(--accent-strong);
}

.segmented {
  display: inline-flex;
  flex: none;
  border-radius: 5px;
}

.segmented label {
  position: relative;
  padding: 1px 8px;
  border-radius: 4px;
  color: var(--quiet);
  cursor: pointer;
}

.segmented label:hover {
  color: var(--text);
}

.segmented .is-selected {
  color: var(--text);
  background: var(--selected);
}

.segmented label:focus-within:has(:focus-visible) {
  outline: 2px solid var(--accent);
  outline-offset: -1px;
}

.filter {
  position: relative;
  display: flex;
  flex: none;
  align-items: center;
  height: 28px;
  padding: 0 6px 0 8px;
  border-bottom: 1px solid var(--border);
}

.filter-icon {
  display: inline-flex;
  color: var(--quiet);
}

.filter input {
  flex: 1;
  min-width: 0;
  height: 24px;
  margin: 0 2px;
  padding: 0 4px;
  border: 0;
  border-radius: 4px;
  background: none;
}

.filter input::placeholder {
  color: var(--quiet);
  opacity: 1;
}

.filter-problem {
  overflow: hidden;
  color: var(--warning);
  text-overflow: ellipsis;
  white-space: nowrap;
}

.completions {
  position: absolute;
  z-index: 3;
  top: 100%;
  left: 26px;
  min-width: 240px;
  max-width: calc(100% - 32px);
  max-height: 340px;
  padding: 4px;
  overflow: auto;
  border: 1px solid var(--border-strong);
  border-radius: 6px;
  background: var(--raised);
  box-shadow: 0 6px 20px rgb(0 0 0 / 0.18);
}

.completions[hidden] {
  display: none;
}

.completions [role="option"] {
  display: flex;
  gap: 16px;
  justify-content: space-between;
  padding: 2px 8px;
  border-radius: 4px;
  cursor: pointer;
}

.completions [role="option"]:hover,
.completions [aria-selected="true"] {
  background: var(--selected);
}

.completion-label {
  overflow: hidden;
  font-family: var(--font-code);
  text-overflow: ellipsis;
  white-space: nowrap;
}

.completion-hint {
  color: var(--quiet);
  white-space: nowrap;
}

.mark {
  flex: none;
  margin-right: 6px;
  padding: 0 5px;
  border: 1px solid var(--border);
  border-radius: 3px;
  color: var(--quiet);
  font-size: 10.5px;
  line-height: 14px;
}

.mark-override {
  border-color: currentColor;
  color: var(--warning);
}

.notice {
  padding: 5px 10px;
  border-bottom: 1px solid var(--border);
  background: var(--warning-soft);
}

.network-notice {
  display: flex;
  flex-wrap: wrap;
  gap: 2px 16px;
}

.network-notice p {
  margin: 0;
}

.notice-actions {
  display: flex;
  gap: 12px;
}

.placeholder {
  padding: 14px 10px;
  color: var(--quiet);
}

.problem {
  padding: 4px 10px;
  color: var(--failed);
}
`;
