/** A component that shows the messages of one call on the wire, for applications that display their own calls. */
import type { Row } from "farcall/devtools";
import { useEffect, useMemo } from "react";
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
}

const fill = { display: "flex", flex: 1, minHeight: 0 };

/** Shows the frames that both sides sent, decoded and as bytes. Updates while the call is running. */
export function DevtoolsCall({ link, find, theme }: DevtoolsCallProps) {
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
          <Found find={find} />
        </div>
      </PanelContext.Provider>
    </ShadowHost>
  );
}

function Found({ find }: Pick<DevtoolsCallProps, "find">) {
  const { log } = usePanel();
  const { calls, page } = useLogState(log);
  const call = calls.find(({ row }) => find(row));
  return call ? (
    <Messages call={call} isRedacted={page?.redacted !== false} />
  ) : (
    <p className="placeholder">This call was not recorded.</p>
  );
}

function Messages({ call, isRedacted }: { call: Call; isRedacted: boolean }) {
  const attempt = Math.max(0, call.row.attempts.length - 1);
  return <MessagesTab {...useShownCall(call, isRedacted)} attempt={attempt} />;
}
