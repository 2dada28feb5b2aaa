/** A component that shows what was recorded of one call, for applications that display their own calls. */
import type { Row } from "farcall/devtools";
import { lazy, Suspense, useEffect, useMemo } from "react";
import type { Link } from "./link.ts";
import type { Call } from "./model/call.ts";
import { CallLog } from "./model/call-log.ts";
import { Descriptors } from "./model/descriptors.ts";
import { OpenedCalls } from "./model/opened-calls.ts";
import { ShadowHost } from "./shadow-host.tsx";
import { panelStyles } from "./styles/index.ts";
import { MessagesTab } from "./view/messages-tab.tsx";
import { PanelContext, useLogState, usePanel } from "./view/panel-context.ts";
import { useShownCall } from "./view/use-shown-call.ts";

export interface DevtoolsCallProps {
  /** The connection to the page that makes the call. Must not change between renders. */
  link: Link;
  /** Selects the call: the first for which it returns true is shown, as soon as the page reports it. */
  find: (row: Row) => boolean;
  /** Default: the browser's color scheme. */
  theme?: "light" | "dark" | undefined;
  /**
   * "messages" for the frames that both sides sent, "headers" for the URL, the HTTP status, the sizes and all headers,
   * "timing" for the phases. Default: "messages".
   */
  part?: "messages" | "headers" | "timing" | undefined;
}

// Loaded on first use.
const HeadersTab = lazy(async () => ({ default: (await import("./view/headers-tab.tsx")).HeadersTab }));
const TimingTab = lazy(async () => ({ default: (await import("./view/timing-tab.tsx")).TimingTab }));

const fill = { display: "flex", flex: 1, minHeight: 0 };

/** Shows one part of a call: by default, the frames that both sides sent. Updates while the call is running. */
export function DevtoolsCall({ link, find, theme, part = "messages" }: DevtoolsCallProps) {
  const context = useMemo(
    () => ({
      log: new CallLog(link),
      opened: new OpenedCalls(link),
      descriptors: new Descriptors(),
      select: () => {},
      filter: () => {},
      say: () => {},
    }),
    [link],
  );
  useEffect(() => context.log.start(), [context]);
  return (
    <ShadowHost css={panelStyles} style={fill}>
      <PanelContext.Provider value={context}>
        <div className="panel details" data-theme={theme} style={{ flex: 1 }}>
          <Found find={find} part={part} />
        </div>
      </PanelContext.Provider>
    </ShadowHost>
  );
}

type Part = NonNullable<DevtoolsCallProps["part"]>;

function Found({ find, part }: Pick<DevtoolsCallProps, "find"> & { part: Part }) {
  const { log } = usePanel();
  const { calls, page, now } = useLogState(log);
  const call = calls.find(({ row }) => find(row));
  return call ? (
    <Shown call={call} part={part} now={call.row.end ?? now} isRedacted={page?.redacted !== false} />
  ) : (
    <p className="placeholder">This call was not recorded.</p>
  );
}

function Shown({ call, part, now, isRedacted }: { call: Call; part: Part; now: number; isRedacted: boolean }) {
  const shown = useShownCall(call, isRedacted);
  const attempt = Math.max(0, call.row.attempts.length - 1);
  return (
    <Suspense fallback={<p className="placeholder">Loading…</p>}>
      {part === "messages" && <MessagesTab {...shown} attempt={attempt} />}
      {part === "headers" && <HeadersTab {...shown} attempt={attempt} />}
      {part === "timing" && <TimingTab {...shown} now={now} />}
    </Suspense>
  );
}
