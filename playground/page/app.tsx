/** The playground page: the state of the form, the call that was sent, and the panes that show them. */
import { useRef, useState } from "react";
import { flushSync } from "react-dom";
import { type HeaderRow, headersOf, parseHeaderRows } from "../model/header-rows.ts";
import type { ReflectServices } from "../model/load-reflected.ts";
import { type FormProblem, prepareCall } from "../model/prepare-call.ts";
import { findMethod, methodOrFirst, type Schema } from "../model/schema.ts";
import { AnswerPane } from "./answer-pane.tsx";
import { MethodNav } from "./method-nav.tsx";
import { NoMethods } from "./no-methods.tsx";
import { RequestPane } from "./request-pane.tsx";
import { revealAnswer, revealProblem } from "./reveal.ts";
import { TargetBar } from "./target-bar.tsx";
import { useCall } from "./use-call.ts";
import { useExchange } from "./use-exchange.tsx";
import { useFileDrop } from "./use-file-drop.ts";
import { useSchema } from "./use-schema.ts";
import { useShortcuts } from "./use-shortcuts.ts";
import { useStoredState } from "./use-stored-state.ts";
import { useTargets } from "./use-targets.ts";

export interface AppProps {
  /** The services that a target has unless it has its own. */
  builtIn: Schema;
  /** Asks a server for its services. Without it, the page does not offer that. */
  reflect?: ReflectServices;
}

export function App({ builtIn, reflect }: AppProps) {
  const targets = useTargets();
  const { settings } = targets.selected;
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
  const control = useSchema({ targets, builtIn, reflect, headers: () => headersOf(headers) });
  const [problems, setProblems] = useState<readonly FormProblem[]>([]);
  const answerRef = useRef<HTMLElement>(null);
  const { current, isRunning, send, cancel } = useCall();
  const isFileOver = useFileDrop((file) => void control.openFile(file));
  const method = control.schema && methodOrFirst(control.schema, targets.selected.methodId);
  const request = (method && drafts[method.id]) ?? method?.example ?? "";

  const onSend = () => {
    if (isRunning || !method) {
      return;
    }
    const prepared = prepareCall({ method, request, headers, settings });
    if ("problems" in prepared) {
      // At once, because the field may be hidden until then.
      flushSync(() => setProblems(prepared.problems));
      revealProblem(prepared.problems);
      return;
    }
    setProblems([]);
    exchange.noteSent();
    send(prepared.call);
    revealAnswer(answerRef.current);
  };
  const exchange = useExchange({
    form: method && { method, request, headers, settings },
    current,
    isRefused: problems.length > 0,
    findMethod: (id) => control.schema && findMethod(control.schema, id),
    onSend,
    onLoad(draft, rows) {
      const id = draft.methodId ?? method?.id;
      setProblems([]);
      targets.open(draft.settings);
      if (id !== undefined) {
        targets.pickMethod(id);
        setDrafts((all) => (draft.request === undefined ? all : { ...all, [id]: draft.request }));
      }
      setHeaders((all) => rows ?? all);
    },
  });
  const onEscape = () => {
    cancel();
    return isRunning;
  };
  useShortcuts({ onSend, onEscape });

  /** Any edit may fix what was wrong, so problems are reported again only on the next attempt to send. */
  const edit = (change: () => void) => {
    setProblems([]);
    change();
  };
  const refused = problems.map(({ field }) => field);
  return (
    <div className="playground">
      <MethodNav
        control={control}
        builtIn={builtIn}
        isElsewhere={settings.baseUrl.trim() !== ""}
        schema={control.schema}
        selected={method}
        onSelect={(id) => edit(() => targets.pickMethod(id))}
      />
      <main className="workbench">
        <TargetBar
          targets={{ ...targets, changeSettings: (change) => edit(() => targets.changeSettings(change)) }}
          method={method}
          refused={refused}
        />
        {method ? (
          <>
            <RequestPane
              method={method}
              request={request}
              onRequest={(text) => edit(() => setDrafts((all) => ({ ...all, [method.id]: text })))}
              headers={headers}
              onHeaders={(rows) => edit(() => setHeaders(rows))}
              actions={exchange.actions}
              isRunning={isRunning}
              onSend={onSend}
              onCancel={cancel}
              refused={refused}
            />
            <AnswerPane current={current} age={exchange.age} onCancel={cancel} ref={answerRef} />
          </>
        ) : (
          <NoMethods control={control} />
        )}
      </main>
      {isFileOver && (
        <div className="drop-hint">
          <p>Drop a descriptor set to call its services</p>
        </div>
      )}
    </div>
  );
}

function parseDrafts(stored: unknown): Record<string, string> | undefined {
  if (typeof stored !== "object" || stored === null) {
    return undefined;
  }
  return Object.fromEntries(Object.entries(stored).filter(([, text]) => typeof text === "string"));
}
