/** Help with a call that the browser may have blocked: what the server has to allow, as lines for its configuration. */
import { useEffect, useState } from "react";
import { Tabs } from "../../react/devtools/view/tabs.tsx";
import { corsLines, corsLists } from "../model/cors/cors-lines.ts";
import { type CorsNeeds, probe, type Reachability } from "../model/cors/cors-needs.ts";
import { CopyButton } from "./copy-button.tsx";

const findings: Readonly<Record<Reachability, string>> = {
  reachable: "The server is running, but does not let this page call it: its CORS is missing or too strict.",
  unreachable:
    "The server does not respond to this browser at all. Is it running, and is the URL right? If so, check its CORS:",
  mixed: "A page from https:// cannot call http://: open this page over http, or the server over https.",
};

export function CorsCard({ needs }: { needs: CorsNeeds }) {
  const reachability = useProbe(needs);
  const [server, setServer] = useState("Farcall");
  const all = corsLines(needs);
  const shown = all.find((one) => one.server === server) ?? all[0];
  const { exposed } = corsLists(needs);
  return (
    <section className="cors-card" aria-label="CORS">
      <h3>Calls from another origin</h3>
      <p role="status">{reachability ? findings[reachability] : "Asking the server whether it is running …"}</p>
      {reachability && reachability !== "mixed" && shown && (
        <>
          <dl className="facts">
            <dt>Origin</dt>
            <dd>
              <code>{needs.origin}</code>
            </dd>
            <dt>Method</dt>
            <dd>
              <code>{needs.httpMethod}</code>
            </dd>
            <dt>Request headers</dt>
            <dd>
              <code>{needs.requestHeaders.join(", ")}</code>
            </dd>
            <dt>Exposed headers</dt>
            <dd>
              <code>{exposed.join(", ").toLowerCase()}</code>
            </dd>
          </dl>
          <Tabs
            className="tab-list"
            label="Server"
            tabs={all.map((one) => ({ id: one.server, label: one.server }))}
            selected={shown.server}
            onSelect={setServer}
          >
            <div className="cors-lines-head">
              <p>{shown.place}</p>
              <CopyButton label="Copy lines" text={() => shown.lines} />
            </div>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable content has to be reachable by keyboard */}
            <pre className="cors-lines" tabIndex={0}>
              {shown.lines}
            </pre>
          </Tabs>
        </>
      )}
    </section>
  );
}

function useProbe(needs: CorsNeeds): Reachability | undefined {
  const [found, setFound] = useState<{ url: string; reachability: Reachability }>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the needs are new with each render, the URL is not
  useEffect(() => {
    let isWanted = true;
    void probe(needs).then((reachability) => isWanted && setFound({ url: needs.url, reachability }));
    return () => {
      isWanted = false;
    };
  }, [needs.url]);
  return found?.url === needs.url ? found.reachability : undefined;
}
