/** Shown if there are no calls: says why, and offers a button that helps. */
import type { ReactNode } from "react";
import type { LogState } from "../model/call-log.ts";
import { formatCount, plural } from "../model/format.ts";
import { excludingTerms } from "../model/match-call.ts";
import { CopyButton } from "./copy-button.tsx";
import { usePanel } from "./panel-context.ts";
import { ReloadButton } from "./reload-button.tsx";
import type { Filtered } from "./use-filtered.ts";

export interface EmptyStateProps {
  state: LogState;
  filtered: Filtered;
  hidesPanelMade: boolean;
  onShowAll: () => void;
}

const snippet = `import { devtools } from "farcall/devtools";

createConnectTransport({
  baseUrl,
  interceptors: [devtools()], // first is outermost
});`;

export function EmptyState({ state, filtered, hidesPanelMade, onShowAll }: EmptyStateProps) {
  const { log } = usePanel();
  const { phase, calls, page, now } = state;
  const { link } = log;

  const reload = link.reloadAndRecord && <ReloadButton className="button-primary" />;

  if (calls.length > 0) {
    return <NothingFits {...{ state, filtered, hidesPanelMade, onShowAll }} now={now} />;
  }
  switch (phase) {
    case "lost":
      return (
        <Empty title="The page is not responding">
          <p>It is loading, has crashed, or is paused at a breakpoint. The panel keeps trying.</p>
          <button type="button" className="button-primary" onClick={() => log.hurry()}>
            Retry now
          </button>
        </Empty>
      );
    case "odd":
      return (
        <Empty title="Incompatible recorder">
          <p>
            The page has a recorder, but it does not support version 1 of Farcall's hook. Update the panel or the page.
          </p>
          {reload}
        </Empty>
      );
    case "absent":
      return (
        <Empty title="No recorder in this page">
          <p>
            {reload
              ? "Reload the page with a recorder to record the transports of createConnectTransport and createGrpcWebTransport:"
              : "Add the recorder to a transport of the page:"}
          </p>
          {reload ?? <Snippet />}
          {reload && (
            <p className="quiet">For a transport of createTransport, add devtools() as its first interceptor.</p>
          )}
          {link.hasNetwork && (
            <p className="quiet">
              Or use the page as it is: calls of any Connect or gRPC-Web client are listed from the network once they
              have ended.
            </p>
          )}
        </Empty>
      );
    default:
      break;
  }
  if (page?.paused) {
    return (
      <Empty title="Recording is paused">
        <button type="button" className="button-primary" onClick={() => void log.command({ do: "resume" })}>
          Record
        </button>
      </Empty>
    );
  }
  if (page?.transports === 0) {
    return (
      <Empty title="No transport is recorded">
        <p>The page has a recorder, but no transport uses it yet. If none is created later, add one:</p>
        <Snippet />
      </Empty>
    );
  }
  return (
    <Empty title="No calls yet">
      <p>
        {plural(page?.transports ?? 0, "transport is", "transports are")} recorded. Use the page, and its calls appear
        here.
      </p>
      {(page?.faults ?? 0) > 0 && (
        <p className="quiet">The recorder failed {plural(page?.faults ?? 0, "time")}. Please report this.</p>
      )}
    </Empty>
  );
}

function NothingFits({ state, filtered, hidesPanelMade, onShowAll, now }: EmptyStateProps & { now: number }) {
  const { calls } = state;
  const { terms, unread, texts } = filtered;
  const guilty = excludingTerms(calls, terms, now, texts.textOf);
  const count = calls.length === 1 ? "The only call is" : `All ${formatCount(calls.length)} calls are`;
  return (
    <Empty title="No calls match the filter">
      <p>
        {count} hidden
        {guilty.length > 0 ? (
          <>
            , by <code>{guilty.map(({ text }) => text).join(" ")}</code> alone.
          </>
        ) : terms.length > 1 ? (
          ": each term matches some, but none match all terms."
        ) : (
          "."
        )}
        {hidesPanelMade && " Calls made from this panel are hidden too."}
      </p>
      {unread > 0 && <p className="quiet">{plural(unread, "call is", "calls are")} still being read.</p>}
      <button type="button" className="button-primary" onClick={onShowAll}>
        Show all calls
      </button>
    </Empty>
  );
}

function Snippet() {
  return (
    <>
      <pre className="snippet">{snippet}</pre>
      <CopyButton label="Copy code" text={() => snippet} />
    </>
  );
}

function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <section className="empty" aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
