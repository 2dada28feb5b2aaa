/** The playground: the state of the form, the call that was sent, and the panes that show them. */
import { Code, ConnectError } from "farcall";
import { useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { FormProblem } from "../model/call-form.ts";
import { fillForm } from "../model/fill-form.ts";
import { headersOf } from "../model/header-rows.ts";
import type { ReflectServices } from "../model/load-reflected.ts";
import { prepareCall } from "../model/prepare-call.ts";
import { findMethod, methodOrFirst, type Schema } from "../model/schema.ts";
import type { Settings } from "../model/settings.ts";
import type { MakeTransport } from "../model/settings-transport.ts";
import { AnswerPane } from "./answer-pane.tsx";
import { MethodNav } from "./method-nav.tsx";
import { NoMethods } from "./no-methods.tsx";
import { RequestPane } from "./request-pane.tsx";
import { revealAnswer, revealProblem } from "./reveal.ts";
import { TargetBar } from "./target-bar.tsx";
import { useCall } from "./use-call.ts";
import { useCallForm } from "./use-call-form.ts";
import { useExchange } from "./use-exchange.tsx";
import { useFileDrop } from "./use-file-drop.ts";
import { useFocusHeir } from "./use-focus-heir.ts";
import { useSchema } from "./use-schema.ts";
import { useShortcuts } from "./use-shortcuts.ts";
import { useTargets } from "./use-targets.ts";

export interface AppProps {
  /** The services that a target has unless it has its own. */
  builtIn: Schema;
  makeTransport: MakeTransport;
  /** The application around the playground has a transport, which is used unless the user chooses a server. */
  hasOwnTransport?: boolean;
  /** Of the first target. Default: the page's own server. */
  initialSettings?: Partial<Settings>;
  /** Asks a server for its services. Without it, the page does not offer that. */
  reflect?: ReflectServices;
  /** Calls can be shared as links, which use the hash of the URL. Default: true. */
  shareLinks?: boolean;
  /** A call goes on while this component is hidden. Default: leaving it ends the call. */
  keepsCall?: boolean;
}

export function App({
  builtIn,
  makeTransport,
  hasOwnTransport = false,
  initialSettings,
  reflect,
  shareLinks = true,
  keepsCall = false,
}: AppProps) {
  const targets = useTargets(initialSettings);
  const { settings } = targets.selected;
  const form = useCallForm(makeTransport);
  const [problems, setProblems] = useState<readonly FormProblem[]>([]);
  const pageRef = useRef<HTMLDivElement>(null);
  const answerRef = useRef<HTMLElement>(null);
  const { current, isRunning, send, cancel } = useCall(keepsCall);
  const common = form.commonOf(settings);
  const control = useSchema({
    targets,
    builtIn,
    reflect,
    makeTransport,
    filledForm() {
      const { form: filled, problems: missing } = fillForm(common);
      if (missing[0]) {
        throw new ConnectError(Code.InvalidArgument, missing[0].message);
      }
      return { settings: filled.settings, headers: headersOf(filled.headers) };
    },
  });
  const isFileOver = useFileDrop((file) => void control.openFile(file));
  const method = control.schema && methodOrFirst(control.schema, targets.selected.methodId);
  const callForm = method && { ...common, method, request: form.requestOf(method) };

  const onSend = () => {
    if (isRunning || !callForm) {
      return;
    }
    const prepared = prepareCall(callForm);
    if ("problems" in prepared) {
      // At once, because the field may be hidden until then.
      flushSync(() => setProblems(prepared.problems));
      revealProblem(prepared.problems, pageRef.current);
      return;
    }
    setProblems([]);
    exchange.noteSent();
    send(prepared.call);
    revealAnswer(answerRef.current);
  };
  const exchange = useExchange({
    form: callForm,
    current,
    isRefused: problems.length > 0,
    hasLinks: shareLinks,
    findMethod: (id) => control.schema && findMethod(control.schema, id),
    targets,
    control,
    onSend,
    onLoad(draft, rows) {
      const id = draft.methodId ?? method?.id;
      setProblems([]);
      targets.open(draft.settings);
      if (id !== undefined) {
        targets.pickMethod(id);
        if (draft.request !== undefined) {
          form.setRequest(id, draft.request);
        }
      }
      if (rows) {
        form.setHeaders(rows);
      }
    },
  });
  const onEscape = () => {
    cancel();
    return isRunning;
  };
  useShortcuts({ onSend, onEscape, root: pageRef });
  useFocusHeir(pageRef);

  /** Any edit may fix what was wrong, so problems are reported again only on the next attempt to send. */
  const edit = (change: () => void) => {
    setProblems([]);
    change();
  };
  return (
    <div className="playground-frame" ref={pageRef}>
      <div className="playground">
        <MethodNav
          control={control}
          builtIn={builtIn}
          isElsewhere={settings.via === "server" && settings.baseUrl.trim() !== ""}
          schema={control.schema}
          selected={method}
          onSelect={(id) => edit(() => targets.pickMethod(id))}
        />
        <main className="workbench">
          <TargetBar
            targets={{ ...targets, changeSettings: (change) => edit(() => targets.changeSettings(change)) }}
            method={method}
            hasOwnTransport={hasOwnTransport}
            problems={problems}
          />
          {method ? (
            <>
              <RequestPane
                method={method}
                request={form.requestOf(method)}
                onRequest={(text) => edit(() => form.setRequest(method.id, text))}
                headers={form.headers}
                onHeaders={(rows) => edit(() => form.setHeaders(rows))}
                auth={form.auth}
                onAuth={(auth) => edit(() => form.setAuth(auth))}
                environments={form.environments}
                onEnvironments={(changed) => edit(() => form.setEnvironments(changed))}
                actions={exchange.actions}
                isRunning={isRunning}
                onSend={onSend}
                onCancel={cancel}
                problems={problems}
              />
              <AnswerPane current={current} age={exchange.age} onCancel={cancel} paneRef={answerRef} />
            </>
          ) : (
            <NoMethods control={control}>{exchange.actions}</NoMethods>
          )}
          {isFileOver && (
            <div className="drop-hint">
              <p>Drop a descriptor set to call its services</p>
            </div>
          )}
        </main>
      </div>
    </div>
  );
}
