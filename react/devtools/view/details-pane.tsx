/** All about one call, in tabs. */
import { useState } from "react";
import type { Call } from "../model/call.ts";
import { stateOf } from "../model/call.ts";
import { formatTime } from "../model/format.ts";
import { AttemptChoice } from "./attempt-choice.tsx";
import { ErrorTab } from "./error-tab.tsx";
import { HeadersTab } from "./headers-tab.tsx";
import { IconButton } from "./icon-button.tsx";
import { CloseIcon } from "./icons.tsx";
import { MessagesTab } from "./messages-tab.tsx";
import { usePanel } from "./panel-context.ts";
import { statusText } from "./status-text.ts";
import { type Tab, Tabs } from "./tabs.tsx";
import { TimingTab } from "./timing-tab.tsx";
import { useShownCall } from "./use-shown-call.ts";

export type DetailsTab = "messages" | "error" | "headers" | "timing";

export interface DetailsPaneProps {
  call: Call;
  now: number;
  tab: DetailsTab;
  onTab: (tab: DetailsTab) => void;
}

export function DetailsPane({ call, now, tab, onTab }: DetailsPaneProps) {
  const { select } = usePanel();
  const shown = useShownCall(call);
  const { row } = call;
  const [chosen, setChosen] = useState<{ key: string; attempt: number }>();
  const last = Math.max(0, row.attempts.length - 1);
  const attempt = chosen?.key === call.key ? Math.min(chosen.attempt, last) : last;
  const { text, tone } = statusText(row);
  const hasError = stateOf(row) === "failed" || row.why !== undefined;
  const tabs: Tab<DetailsTab>[] = [
    { id: "messages", label: "Messages" },
    ...(hasError ? [{ id: "error", label: tone === "failed" ? "Error" : "End" } as const] : []),
    { id: "headers", label: "Headers" },
    { id: "timing", label: "Timing" },
  ];
  const current = tabs.some(({ id }) => id === tab) ? tab : "messages";
  return (
    <section className="details" aria-label="Details" data-focus="details">
      <header className="details-head">
        <span className={`pill tone-${tone}`}>{text}</span>
        <h2 title={`${row.service}/${row.method}`}>
          {row.method} <span className="quiet">{row.service}</span>
        </h2>
        <span className="quiet details-time">{formatTime(call.timeOrigin + row.start)}</span>
        <IconButton label="Close the details" onClick={() => select(undefined)}>
          <CloseIcon />
        </IconButton>
      </header>
      {!call.isKept && (
        <p className="notice">
          From an earlier load of the page, or dropped by it:{" "}
          {shown.state.details ? "this is what was read in time." : "only its row is left."}
        </p>
      )}
      {shown.state.problem !== undefined && !shown.state.isGone && (
        <p className="notice">The page could not be asked just now: {shown.state.problem}</p>
      )}
      {last > 0 && (
        <AttemptChoice
          row={row}
          selected={attempt}
          onSelect={(chosenAttempt) => setChosen({ key: call.key, attempt: chosenAttempt })}
        />
      )}
      <Tabs label="Details" tabs={tabs} selected={current} onSelect={onTab}>
        {current === "messages" && <MessagesTab {...shown} attempt={attempt} />}
        {current === "error" && <ErrorTab {...shown} />}
        {current === "headers" && <HeadersTab {...shown} attempt={attempt} />}
        {current === "timing" && <TimingTab {...shown} now={row.end ?? now} />}
      </Tabs>
    </section>
  );
}
