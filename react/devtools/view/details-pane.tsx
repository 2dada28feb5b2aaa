/** The details of one call, in tabs. */
import { lazy, Suspense, useState } from "react";
import type { Call } from "../model/call.ts";
import { stateOf } from "../model/call.ts";
import type { LogState } from "../model/call-log.ts";
import { formatTime } from "../model/format.ts";
import { AttemptChoice } from "./attempt-choice.tsx";
import { CopyMenu } from "./copy-menu.tsx";
import { IconButton } from "./icon-button.tsx";
import { CloseIcon } from "./icons.tsx";
import { MessagesTab } from "./messages-tab.tsx";
import { usePanel } from "./panel-context.ts";
import { statusText } from "./status-text.ts";
import { type Tab, Tabs } from "./tabs.tsx";
import { useShownCall } from "./use-shown-call.ts";

// Loaded on first use.
const CompareTab = lazy(async () => ({ default: (await import("./compare-tab.tsx")).CompareTab }));
const ErrorTab = lazy(async () => ({ default: (await import("./error-tab.tsx")).ErrorTab }));
const HeadersTab = lazy(async () => ({ default: (await import("./headers-tab.tsx")).HeadersTab }));
const TimingTab = lazy(async () => ({ default: (await import("./timing-tab.tsx")).TimingTab }));
const EditTab = lazy(async () => ({ default: (await import("./edit-tab.tsx")).EditTab }));
const OverrideTab = lazy(async () => ({ default: (await import("./override-tab.tsx")).OverrideTab }));

export type DetailsTab = "messages" | "error" | "headers" | "timing" | "edit" | "override" | "compare";

export interface DetailsPaneProps {
  call: Call;
  state: LogState;
  tab: DetailsTab;
  onTab: (tab: DetailsTab) => void;
  /** The call that others are compared with. */
  base: Call | undefined;
  onBase: (key: string | undefined) => void;
  /** The id of a call that was sent from here. */
  onSent: (id: string) => void;
}

export function DetailsPane({ call, state, tab, onTab, base, onBase, onSent }: DetailsPaneProps) {
  const { log, select, say } = usePanel();
  const shown = useShownCall(call, state.page?.redacted !== false);
  const { row } = call;
  const now = row.end ?? state.now;
  const [chosen, setChosen] = useState<{ key: string; attempt: number }>();
  const last = Math.max(0, row.attempts.length - 1);
  const attempt = chosen?.key === call.key ? Math.min(chosen.attempt, last) : last;
  const { text, tone } = statusText(row);
  const hasError = stateOf(row) === "failed" || row.why !== undefined;
  const isCompared = base !== undefined && base.key !== call.key;
  const tabs: Tab<DetailsTab>[] = [
    { id: "messages", label: "Messages" },
    ...(hasError ? [{ id: "error", label: tone === "failed" ? "Error" : "End" } as const] : []),
    { id: "headers", label: "Headers" },
    { id: "timing", label: "Timing" },
    // Calls from a log can only be viewed.
    ...(state.page?.source === undefined
      ? ([
          { id: "edit", label: "Resend" },
          { id: "override", label: "Override" },
        ] as const)
      : []),
    ...(isCompared ? [{ id: "compare", label: "Compare" } as const] : []),
  ];
  const current = tabs.some(({ id }) => id === tab) ? tab : "messages";
  const part = { ...shown, attempt };
  return (
    <section className="details" aria-label="Details" data-focus="details">
      <header className="details-head">
        <span className={`pill tone-${tone}`}>{text}</span>
        <h2 title={`${row.service}/${row.method}`}>
          {row.method} <span className="quiet">{row.service}</span>
        </h2>
        <span className="quiet details-time">{formatTime(call.timeOrigin + row.start)}</span>
        {row.end === undefined && call.isKept && (
          <button
            type="button"
            className="button-quiet"
            onClick={() =>
              void log
                .command({ do: "cancel", call: row.id })
                .then((result) => say(result.ok ? "Canceled." : result.error))
            }
          >
            Cancel
          </button>
        )}
        <button
          type="button"
          className="button-quiet"
          title="Compare with the call that you select next"
          aria-pressed={base?.key === call.key}
          onClick={() => {
            onBase(base?.key === call.key ? undefined : call.key);
            say(base?.key === call.key ? "Comparison ended." : "Select another call to compare.");
          }}
        >
          Compare
        </button>
        <CopyMenu {...part} />
        <IconButton label="Close details" onClick={() => select(undefined)}>
          <CloseIcon />
        </IconButton>
      </header>
      {!call.isKept && (
        <p className="notice">
          The page was reloaded, or has dropped this call.{" "}
          {shown.state.details ? "These details were read before." : "Only its row is left."}
        </p>
      )}
      {shown.state.problem !== undefined && !shown.state.isGone && (
        <p className="notice">The page did not respond: {shown.state.problem}</p>
      )}
      {last > 0 && (
        <AttemptChoice
          row={row}
          selected={attempt}
          onSelect={(chosenAttempt) => setChosen({ key: call.key, attempt: chosenAttempt })}
        />
      )}
      <Tabs label="Details" tabs={tabs} selected={current} onSelect={onTab}>
        <Suspense fallback={<p className="placeholder">Loading…</p>}>
          {current === "messages" && <MessagesTab {...part} />}
          {current === "error" && <ErrorTab {...shown} />}
          {current === "headers" && <HeadersTab {...part} />}
          {current === "timing" && <TimingTab {...shown} now={now} />}
          {current === "edit" && <EditTab key={call.key} {...part} onSent={onSent} />}
          {current === "override" && <OverrideTab key={call.key} {...part} page={state.page} />}
          {current === "compare" && base && <CompareTab {...shown} base={base} />}
        </Suspense>
      </Tabs>
    </section>
  );
}
