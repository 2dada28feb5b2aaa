/** The frame of all pages, with the page that the URL selects. */
import { DevtoolsDrawer } from "farcall/react/devtools";
import { Activity, lazy, Suspense, useLayoutEffect, useRef } from "react";
import { demoSchema } from "../model/demo-schema.ts";
import type { ReflectServices } from "../model/load-reflected.ts";
import { makePageTransport } from "../model/page-transport.ts";
import { App } from "./app.tsx";
import { EventScope } from "./event-scope.ts";
import { ShownTheme } from "./shown-theme.ts";
import { TopBar } from "./top-bar.tsx";
import { useRoute } from "./use-route.ts";
import { useTheme } from "./use-theme.ts";

// Loaded on demand, with the hooks, which the playground does not need.
const ExamplesPage = lazy(async () => ({ default: (await import("../examples/examples-page.tsx")).ExamplesPage }));

/** Loaded when it is first asked for. */
const reflect: ReflectServices = async (options) => (await import("../model/reflect.ts")).reflectServices(options);

const titles = { playground: "Farcall playground", examples: "Farcall examples" } as const;

export function Root() {
  const [theme, setTheme] = useTheme();
  const { page, exampleId } = useRoute();
  const pageRef = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    document.title = titles[page];
  }, [page]);
  const shownTheme = theme === "auto" ? undefined : theme;
  return (
    <div className="page" ref={pageRef}>
      <TopBar page={page} theme={theme} onTheme={setTheme} />
      {/* Kept while hidden, so that the last response is still there when the user returns from an example. */}
      <Activity mode={page === "playground" ? "visible" : "hidden"}>
        <EventScope value={pageRef}>
          <ShownTheme value={shownTheme}>
            <App builtIn={demoSchema} makeTransport={makePageTransport} reflect={reflect} keepsCall />
          </ShownTheme>
        </EventScope>
      </Activity>
      {page === "examples" && (
        <Suspense fallback={<p className="placeholder">Loading the examples …</p>}>
          <ExamplesPage exampleId={exampleId} />
        </Suspense>
      )}
      <DevtoolsDrawer theme={shownTheme} />
    </div>
  );
}
