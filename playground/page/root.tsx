/** The frame of all pages, and the one that the address names. */
import { DevtoolsDrawer } from "farcall/react/devtools";
import { Activity, lazy, Suspense, useLayoutEffect } from "react";
import { App } from "./app.tsx";
import { TopBar } from "./top-bar.tsx";
import { useRoute } from "./use-route.ts";
import { useTheme } from "./use-theme.ts";

// Brings the hooks with it, which the playground does without.
const ExamplesPage = lazy(async () => ({ default: (await import("../examples/examples-page.tsx")).ExamplesPage }));

const titles = { playground: "Farcall playground", examples: "Farcall examples" } as const;

export function Root() {
  const [theme, setTheme] = useTheme();
  const { page, exampleId } = useRoute();
  useLayoutEffect(() => {
    document.title = titles[page];
  }, [page]);
  return (
    <div className="page">
      <TopBar page={page} theme={theme} onTheme={setTheme} />
      {/* Kept while it is out of sight: whoever looks at an example comes back to the answer that was there. */}
      <Activity mode={page === "playground" ? "visible" : "hidden"}>
        <App />
      </Activity>
      {page === "examples" && (
        <Suspense fallback={<p className="placeholder">Loading the examples …</p>}>
          <ExamplesPage exampleId={exampleId} />
        </Suspense>
      )}
      <DevtoolsDrawer theme={theme === "auto" ? undefined : theme} />
    </div>
  );
}
