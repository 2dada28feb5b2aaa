/** Menus, and the line above the calls of a file. */
export const menuStyles = /* css */ `
.menu {
  position: relative;
  flex: none;
}

.caret {
  display: inline-block;
  margin-left: 5px;
  border: 3.5px solid transparent;
  border-top: 4.5px solid currentColor;
  border-bottom: 0;
  vertical-align: 2px;
}

.menu-items {
  position: absolute;
  z-index: 4;
  top: calc(100% + 2px);
  right: 0;
  display: flex;
  flex-direction: column;
  min-width: 150px;
  padding: 4px;
  border: 1px solid var(--border-strong);
  border-radius: 6px;
  background: var(--raised);
  box-shadow: 0 6px 20px rgb(0 0 0 / 0.18);
}

.menu-items button {
  display: flex;
  align-items: baseline;
  padding: 3px 10px 3px 4px;
  border: 0;
  border-radius: 4px;
  background: none;
  text-align: left;
  white-space: nowrap;
}

.menu-items button:hover:enabled,
.menu-items button:focus-visible {
  background: var(--selected);
}

.menu-check {
  flex: none;
  width: 16px;
  color: var(--accent);
}

.menu-hint {
  flex: 1;
  padding-left: 20px;
  text-align: right;
}

.button-quiet[aria-pressed="true"] {
  background: var(--selected);
}

.imported {
  display: flex;
  flex: none;
  gap: 12px;
  justify-content: space-between;
}

.imported span {
  min-width: 0;
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
}

.imported .link {
  flex: none;
}
`;
