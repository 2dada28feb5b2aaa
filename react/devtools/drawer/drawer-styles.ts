/** The styles of the drawer without its content, the only ones loaded while it is closed. */
export const drawerStyles = /* css */ `
:host {
  all: initial;
}

.drawer,
.drawer-button {
  box-sizing: border-box;
  color-scheme: light dark;
  position: fixed;
  z-index: 2147483000;
  color: light-dark(#1b2129, #dfe3e8);
  background: light-dark(#ffffff, #16191d);
  font: 12px / 18px system-ui, sans-serif;
}

[data-theme="light"] {
  color-scheme: light;
}

[data-theme="dark"] {
  color-scheme: dark;
}

.drawer {
  right: 0;
  bottom: 0;
  left: 0;
  max-height: 100vh;
  border-top: 1px solid light-dark(#868e9a, #4a525e);
  box-shadow: 0 -4px 16px rgb(0 0 0 / 0.12);
}

.drawer:focus {
  outline: none;
}

.drawer-handle {
  position: absolute;
  z-index: 5;
  top: -4px;
  right: 0;
  left: 0;
  height: 7px;
  cursor: ns-resize;
  touch-action: none;
}

.drawer-handle:focus-visible,
.drawer-handle:hover {
  outline: none;
  background: light-dark(#3450c8, #9bb0ff);
}

.drawer-loading {
  margin: 0;
  padding: 14px;
}

.drawer-button {
  right: 12px;
  bottom: 12px;
  display: flex;
  align-items: center;
  justify-content: center;
  width: 34px;
  height: 34px;
  padding: 0;
  border: 1px solid light-dark(#c3c9d2, #4a525e);
  border-radius: 50%;
  color: light-dark(#3450c8, #9bb0ff);
  box-shadow: 0 2px 8px rgb(0 0 0 / 0.16);
  cursor: pointer;
}

.drawer-button:focus-visible {
  outline: 2px solid light-dark(#3450c8, #9bb0ff);
  outline-offset: 2px;
}
`;
