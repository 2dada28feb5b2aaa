/** Colors, typography, and defaults for all elements. */
export const tokenStyles = /* css */ `
.panel {
  color-scheme: light dark;

  --surface: light-dark(#ffffff, #16191d);
  --sunken: light-dark(#f6f7f9, #1b1f24);
  --raised: light-dark(#ffffff, #22272e);
  --hover: light-dark(#f0f2f5, #20252b);
  --selected: light-dark(#e3eafd, #25345c);
  --border: light-dark(#e2e5ea, #2c323a);
  --border-strong: light-dark(#868e9a, #737d8b);
  --text: light-dark(#1b2129, #dfe3e8);
  --quiet: light-dark(#59626f, #98a1ad);

  --accent: light-dark(#3450c8, #9bb0ff);
  --accent-strong: light-dark(#3450c8, #4a63d6);
  --on-accent: #ffffff;
  --ok: light-dark(#13703f, #55c88d);
  --failed: light-dark(#b3212b, #ff8d87);
  --failed-soft: light-dark(#fdeeed, #351b1d);
  --warning: light-dark(#855000, #f0bb5a);
  --warning-soft: light-dark(#fdf4e0, #322613);
  --marked: light-dark(#ffe9a8, #5a4a14);

  --code-name: light-dark(#2b4a9b, #9db4ff);
  --code-text: light-dark(#116644, #7fd3a6);
  --code-number: light-dark(#9a3d05, #f0a978);

  --phase-page: light-dark(#c3c9d2, #4a525e);
  --phase-waiting: light-dark(#7f97e8, #6d86dd);
  --phase-headers: light-dark(#b39ddb, #8d78bd);
  --phase-receiving: light-dark(#2f9e6a, #46b581);

  --font: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  --font-code: ui-monospace, "SF Mono", "Cascadia Mono", "Roboto Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;

  color: var(--text);
  background: var(--surface);
  font: 12px / 18px var(--font);
  text-align: left;
}

.panel[data-theme="light"] {
  color-scheme: light;
}

.panel[data-theme="dark"] {
  color-scheme: dark;
}

*,
*::before,
*::after {
  box-sizing: border-box;
}

h2,
h3,
p,
dl,
dd,
ol,
ul,
pre,
fieldset {
  margin: 0;
  padding: 0;
}

fieldset {
  min-width: 0;
  border: 0;
}

legend {
  padding: 0;
}

h2,
h3 {
  font-size: inherit;
  font-weight: 600;
}

ol,
ul {
  list-style: none;
}

button,
input,
select,
textarea {
  color: inherit;
  font: inherit;
}

code,
pre {
  font: 11.5px / 18px var(--font-code);
}

:focus-visible {
  outline: 2px solid var(--accent);
  outline-offset: -2px;
}

.quiet {
  color: var(--quiet);
  font-weight: 400;
}

.spacer {
  flex: 1;
}

.wraps {
  overflow-wrap: anywhere;
}

.unseen {
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}
`;
