/** The request pane: the method, the request message, the headers, and the button that sends it. */
import { type ReactNode, useMemo } from "react";
import type { Auth } from "../model/auth.ts";
import type { FormField, FormProblem } from "../model/call-form.ts";
import type { CatalogMethod } from "../model/catalog.ts";
import type { Environments } from "../model/environments.ts";
import { valuesOf } from "../model/fill-in.ts";
import type { HeaderRow } from "../model/header-rows.ts";
import { AuthFields } from "./auth-fields.tsx";
import { EnvironmentBar } from "./environment-bar.tsx";
import { HeaderTable } from "./header-table.tsx";
import { KindBadge } from "./kind-badge.tsx";
import { RequestEditor } from "./request-editor.tsx";
import { sendKeys } from "./use-shortcuts.ts";

export interface RequestPaneProps {
  method: CatalogMethod;
  request: string;
  onRequest: (text: string) => void;
  auth: Auth;
  onAuth: (auth: Auth) => void;
  environments: Environments;
  onEnvironments: (changed: Environments) => void;
  headers: readonly HeaderRow[];
  onHeaders: (rows: HeaderRow[]) => void;
  /** Below the title: what else can be done with the request. */
  actions?: ReactNode;
  isRunning: boolean;
  onSend: () => void;
  onCancel: () => void;
  /** What was wrong in the last attempt to send. */
  problems: readonly FormProblem[];
}

export function RequestPane(props: RequestPaneProps) {
  const { method, environments } = props;
  const values = useMemo(() => valuesOf(environments), [environments]);
  const { descriptor } = method;
  return (
    <section className="pane request-pane" aria-label="Request">
      <div className="request-head">
        <div className="request-title">
          <h2>
            {descriptor.name} <KindBadge method={method} />
          </h2>
          <p>{method.hint}</p>
        </div>
        {props.isRunning ? (
          <button type="button" className="button-main button-cancel" onClick={props.onCancel}>
            Cancel <kbd>Esc</kbd>
          </button>
        ) : (
          <button type="button" className="button-main" onClick={props.onSend}>
            Send <kbd>{sendKeys}</kbd>
          </button>
        )}
      </div>
      {props.actions}
      <div role="alert">
        {props.problems.length > 0 && (
          <p className="refusal">
            <strong>Not sent.</strong> Something is wrong with {listed(props.problems)}.
            {props.problems.map(({ field, message }) => field === "variables" && <span key={message}> {message}</span>)}
          </p>
        )}
      </div>
      <RequestEditor method={method} request={props.request} onRequest={props.onRequest} values={values} />
      <HeaderTable rows={props.headers} onChange={props.onHeaders}>
        <AuthFields auth={props.auth} onChange={props.onAuth}>
          <EnvironmentBar environments={environments} onChange={props.onEnvironments} />
        </AuthFields>
      </HeaderTable>
    </section>
  );
}

const fieldNames: Readonly<Record<FormField, string>> = {
  baseUrl: "the base URL",
  timeout: "the timeout",
  request: "the message",
  headers: "the headers",
  variables: "the variables",
};

function listed(problems: readonly FormProblem[]): string {
  const names = [...new Set(problems.map(({ field }) => fieldNames[field]))];
  return new Intl.ListFormat("en").format(names);
}
