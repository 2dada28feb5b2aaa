/** The head of the page. */
import { Wordmark } from "./icons.tsx";
import { Segmented } from "./segmented.tsx";
import type { Theme } from "./use-theme.ts";

const themeOptions = [
  ["auto", "Auto"],
  ["light", "Light"],
  ["dark", "Dark"],
] as const;

export function TopBar({ theme, onTheme }: { theme: Theme; onTheme: (theme: Theme) => void }) {
  return (
    <header className="top-bar">
      <h1>
        <Wordmark /> <span className="page-name">Playground</span>
      </h1>
      <Segmented label="Theme" isLabelHidden options={themeOptions} value={theme} onChange={onTheme} />
    </header>
  );
}
