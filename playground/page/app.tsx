/** The playground page: the state of the form, the call that was sent, and the panes that show them. */
import { useRef, useState } from "react";
import { demoCatalog } from "../model/demo-catalog.ts";
import { type HeaderRow, parseHeaderRows } from "../model/header-rows.ts";
import { type FormProblem, prepareCall } from "../model/prepare-call.ts";
import { defaultSettings, parseSettings, type Settings } from "../model/settings.ts";
import { AnswerPane } from "./answer-pane.tsx";
import { MethodList } from "./method-list.tsx";
import { RequestPane } from "./request-pane.tsx";
import { revealAnswer, revealProblem } from "./reveal.ts";
import { TargetBar } from "./target-bar.tsx";
import { useCall } from "./use-call.ts";
import { useShortcuts } from "./use-shortcuts.ts";
import { useStoredState } from "./use-stored-state.ts";

const [firstMethod] = demoCatalog.methods;

export function App() {
  const [settings, setSettings] = useStoredState<Settings>({
    storage: "local",
    key: "settings",
    initial: defaultSettings,
    parse: parseSettings,
  });
  const [methodId, setMethodId] = useStoredState<string>({
    storage: "local",
    key: "method",
    initial: firstMethod?.id ?? "",
    parse: (stored) => (typeof stored === "string" ? stored : undefined),
  });
  const [drafts, setDrafts] = useStoredState<Record<string, string>>({
    storage: "local",
    key: "drafts",
    initial: {},
    parse: parseDrafts,
  });
  // Headers may contain tokens, so they are forgotten with the tab.
  const [headers, setHeaders] = useStoredState<HeaderRow[]>({
    storage: "session",
    key: "headers",
    initial: [],
    parse: parseHeaderRows,
  });
  const [problems, setProblems] = useState<readonly FormProblem[]>([]);
  const answerRef = useRef<HTMLElement>(null);
  const { current, isRunning, send, cancel } = useCall();
  const method = demoCatalog.methods.find(({ id }) => id === methodId) ?? firstMethod;
  const request = (method && drafts[method.id]) ?? method?.example ?? "";

  const onSend = () => {
    if (isRunning || !method) {
      return;
    }
    const prepared = prepareCall({ method, request, headers, settings });
    if ("problems" in prepared) {
      setProblems(prepared.problems);
      revealProblem(prepared.problems);
      return;
    }
    setProblems([]);
    send(prepared.call);
    revealAnswer(answerRef.current);
  };
  const onEscape = () => {
    cancel();
    return isRunning;
  };
  useShortcuts({ onSend, onEscape });

  if (!method) {
    return <p>This service has no method that can be called from here.</p>;
  }
  /** Any edit may fix what was wrong, so problems are reported again only on the next attempt to send. */
  const edit = (change: () => void) => {
    setProblems([]);
    change();
  };
  return (
    <div className="playground">
      <MethodList service={demoCatalog} selected={method} onSelect={(id) => edit(() => setMethodId(id))} />
      <main className="workbench">
        <TargetBar
          settings={settings}
          refused={problems.map(({ field }) => field)}
          onChange={(change) => edit(() => setSettings({ ...settings, ...change }))}
        />
        <RequestPane
          method={method}
          request={request}
          onRequest={(text) => edit(() => setDrafts((all) => ({ ...all, [method.id]: text })))}
          headers={headers}
          onHeaders={(rows) => edit(() => setHeaders(rows))}
          isRunning={isRunning}
          onSend={onSend}
          onCancel={cancel}
          refused={problems.map(({ field }) => field)}
        />
        <AnswerPane current={current} onCancel={cancel} ref={answerRef} />
      </main>
    </div>
  );
}

function parseDrafts(stored: unknown): Record<string, string> | undefined {
  if (typeof stored !== "object" || stored === null) {
    return undefined;
  }
  return Object.fromEntries(Object.entries(stored).filter(([, text]) => typeof text === "string"));
}
