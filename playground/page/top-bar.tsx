/** The header of every page: the name, the links to the pages, and the theme. */
import { Wordmark } from "./icons.tsx";
import { Segmented } from "./segmented.tsx";
import type { PageName } from "./use-route.ts";
import type { Theme } from "./use-theme.ts";

const themeOptions = [
  ["auto", "Auto"],
  ["light", "Light"],
  ["dark", "Dark"],
] as const;

export interface TopBarProps {
  page: PageName;
  theme: Theme;
  onTheme: (theme: Theme) => void;
}

export function TopBar({ page, theme, onTheme }: TopBarProps) {
  return (
    <header className="top-bar">
      <h1>
        <Wordmark />
      </h1>
      <nav className="page-links" aria-label="Pages">
        <a href="#/" aria-current={page === "playground" ? "page" : undefined}>
          Playground
        </a>
        <a href="#/examples" aria-current={page === "examples" ? "page" : undefined}>
          Examples
        </a>
      </nav>
      <Segmented label="Theme" isLabelHidden options={themeOptions} value={theme} onChange={onTheme} />
    </header>
  );
}
