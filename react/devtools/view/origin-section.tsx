/** The origin of a call: its query, the component that requested it, and the source lines. */
import type { CallDetails, Row } from "farcall/devtools";
import { quoteValue } from "../model/filter.ts";
import { parseComponent, parseSite } from "../model/parse-site.ts";
import { CopyButton } from "./copy-button.tsx";
import { usePanel } from "./panel-context.ts";
import { SiteList } from "./site-list.tsx";

export function OriginSection({ row, details }: { row: Row; details: CallDetails | undefined }) {
  const { filter } = usePanel();
  const { origin } = row;
  const site = details?.site ? parseSite(details.site) : [];
  const component = details?.component ? parseComponent(details.component) : [];
  return (
    <section className="section" aria-label="Origin">
      <h3>Origin</h3>
      {origin && (
        <p className="origin">
          {origin.kind} <code className="wraps">{origin.key}</code>{" "}
          <span className="origin-acts">
            <button type="button" className="link" onClick={() => filter(`origin:${quoteValue(origin.key)} `)}>
              Show all its calls
            </button>
            <CopyButton label={origin.kind === "mutation" ? "Copy key" : "Copy hash"} text={() => origin.key} />
          </span>
        </p>
      )}
      {component.length > 0 && (
        <>
          <h4>Component</h4>
          <SiteList lines={component} />
        </>
      )}
      {component.length > 0 && site.length > 0 && <h4>Call</h4>}
      {site.length > 0 ? (
        <SiteList lines={site} />
      ) : (
        <p className="quiet">
          {row.source === "network"
            ? "The browser does not report it."
            : details
              ? "No stack was recorded: stacks are recorded while a panel is open, or with callSites: true."
              : "Loading…"}
        </p>
      )}
    </section>
  );
}
