/** The playground as a component. It has a shadow root: the styles of the application and its own do not meet. */
import { devtools } from "farcall/devtools";
import { useMemo, useRef } from "react";
import { ShadowHost } from "../react/devtools/shadow-host.tsx";
import type { ReflectServices } from "./model/load-reflected.ts";
import { schemaOfServices } from "./model/schema-of-services.ts";
import { createTransportMaker } from "./model/settings-transport.ts";
import { App } from "./page/app.tsx";
import { EventScope } from "./page/event-scope.ts";
import { ShownTheme } from "./page/shown-theme.ts";
import { defaultStoragePrefix, StoragePrefix } from "./page/storage-prefix.ts";
import { useSameList } from "./page/use-same-list.ts";
import type { PlaygroundProps } from "./playground-props.ts";
import styles from "./styles/playground.css?inline";

const css = [styles];

/** Loaded when it is first asked for. */
const reflect: ReflectServices = async (options) => (await import("./model/reflect.ts")).reflectServices(options);

/**
 * Shows a playground that fills its parent: the services of the application to call, with forms, history, and everything
 * that was on the wire. Give the parent a height; 600 px and more are comfortable.
 *
 * @example
 * <Playground services={[HatService]} transport={transport} />
 */
export function Playground({
  services,
  registry,
  name = "This application",
  transport,
  interceptors = [],
  baseUrl = "",
  theme,
  storageKey = defaultStoragePrefix,
  shareLinks = true,
}: PlaygroundProps) {
  const scopeRef = useRef<HTMLDivElement>(null);
  // Lists are usually written in place, and are then other ones each time.
  const [sameServices, sameInterceptors] = [useSameList(services), useSameList(interceptors)];
  const builtIn = useMemo(() => schemaOfServices(name, sameServices, registry), [name, sameServices, registry]);
  const makeTransport = useMemo(() => {
    const recorder = devtools(); // the first, so that it sees everything
    return createTransportMaker({
      interceptors: [recorder, ...sameInterceptors],
      transport: transport?.intercept([recorder]),
    });
  }, [transport, sameInterceptors]);
  const initialSettings = useMemo(
    () => ({ via: transport ? ("application" as const) : ("server" as const), baseUrl }),
    [transport, baseUrl],
  );
  return (
    <ShadowHost css={css} style={{ display: "block", height: "100%", overflow: "auto", colorScheme: theme }}>
      <StoragePrefix.Provider value={storageKey}>
        <ShownTheme.Provider value={theme}>
          <EventScope.Provider value={scopeRef}>
            <div className="playground-root" ref={scopeRef}>
              {/* Everything that is kept belongs to one key: another one starts over. */}
              <App
                key={storageKey}
                builtIn={builtIn}
                makeTransport={makeTransport}
                hasOwnTransport={transport !== undefined}
                initialSettings={initialSettings}
                reflect={reflect}
                shareLinks={shareLinks}
              />
            </div>
          </EventScope.Provider>
        </ShownTheme.Provider>
      </StoragePrefix.Provider>
    </ShadowHost>
  );
}
