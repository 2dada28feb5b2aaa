/** A form for overrides: what to do with the calls of a method instead of sending them to its server. */

import { toJson } from "@bufbuild/protobuf";
import { Code } from "farcall";
import { useEffect, useId, useState } from "react";
import {
  buildOverride,
  describeOverride,
  emptyForm,
  type OverrideForm,
  type OverrideKind,
} from "../model/build-override.ts";
import { procedureOf } from "../model/call.ts";
import type { CallLog, LogState } from "../model/call-log.ts";
import { messagesOf } from "../model/copy/recorded-source.ts";
import { newId } from "../model/new-id.ts";
import { formStyles } from "../styles/forms.ts";
import { JsonField } from "./json-field.tsx";
import { usePanel } from "./panel-context.ts";
import { Segmented } from "./segmented.tsx";
import { Styles } from "./styles.tsx";
import type { ShownCall } from "./use-shown-call.ts";

const kinds: readonly { id: OverrideKind; label: string }[] = [
  { id: "mock", label: "Answer" },
  { id: "error", label: "Error" },
  { id: "latency", label: "Latency" },
  { id: "block", label: "Block" },
  { id: "cut", label: "Cut" },
];

const sentences: Record<OverrideKind, string> = {
  mock: "Answers with these messages; nothing is sent.",
  error: "Answers with this error; nothing is sent.",
  latency: "Waits before each call is sent.",
  block: "Fails as if there were no network; nothing is sent.",
  cut: "Passes this many response messages through, then breaks the connection.",
};

export function OverrideTab({
  call,
  opened,
  state,
  attempt,
  page,
}: ShownCall & { attempt: number; page: LogState["page"] }) {
  const { log, say } = usePanel();
  const id = useId();
  const { row } = call;
  const [form, setForm] = useState<OverrideForm>(emptyForm);
  const [problem, setProblem] = useState<string>();
  const change = (part: Partial<OverrideForm>) => setForm((before) => ({ ...before, ...part }));

  useEffect(() => {
    let isWanted = true;
    responseText(opened, attempt, row.kind).then((text) => isWanted && setForm((before) => ({ ...before, text })));
    return () => {
      isWanted = false;
    };
  }, [opened, attempt, row.kind]);

  const arm = async () => {
    try {
      const override = await buildOverride(row, state.schema, form);
      const result = await log.command({ do: "override", override: { id: newId(), ...override } });
      setProblem(result.ok ? undefined : result.error);
      if (result.ok) {
        say(`Active for ${override.procedure} until the page reloads.`);
      }
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  const field = (name: "latencyMs" | "cutAfter" | "times", label: string, unit: string, placeholder = "") => (
    <div className="form-row">
      <label htmlFor={`${id}-${name}`}>{label}</label>
      <input
        id={`${id}-${name}`}
        inputMode="numeric"
        size={8}
        placeholder={placeholder}
        value={form[name]}
        onChange={(event) => change({ [name]: event.target.value })}
      />
      <span className="quiet">{unit}</span>
    </div>
  );

  return (
    <form
      className="form scrolls pane-body"
      onSubmit={(event) => {
        event.preventDefault();
        void arm();
      }}
    >
      <Styles css={formStyles} />
      <ArmedOverrides log={log} page={page} procedure={procedureOf(row)} />
      <Segmented label="Effect" options={kinds} selected={form.kind} onSelect={(kind) => change({ kind })} />
      <p className="quiet">{sentences[form.kind]}</p>
      {form.kind === "mock" && (
        <JsonField
          label={
            row.kind === "unary" || row.kind === "client_streaming" ? "Response message" : "Response messages (a list)"
          }
          value={form.text}
          onChange={(text) => change({ text })}
          check={() => undefined}
          onSubmit={() => void arm()}
        />
      )}
      {form.kind === "error" && (
        <>
          <div className="form-row">
            <label htmlFor={`${id}-code`}>Code</label>
            <select id={`${id}-code`} value={form.code} onChange={(event) => change({ code: event.target.value })}>
              {Object.values(Code).map((code) => (
                <option key={code}>{code}</option>
              ))}
            </select>
          </div>
          <div className="form-row">
            <label htmlFor={`${id}-message`}>Message</label>
            <input
              id={`${id}-message`}
              className="grows"
              value={form.message}
              onChange={(event) => change({ message: event.target.value })}
            />
          </div>
        </>
      )}
      {form.kind === "cut" && field("cutAfter", "After", "messages")}
      {form.kind !== "block" && field("latencyMs", "Delay", "ms", "0")}
      {field("times", "Only", "times", "always")}
      <div className="form-row">
        {form.kind !== "mock" && (
          <label className="check">
            <input
              type="checkbox"
              checked={form.isForService}
              onChange={(event) => change({ isForService: event.target.checked })}
            />
            All methods of this service
          </label>
        )}
        <span className="spacer" />
        <button type="submit" className="button-primary">
          Apply
        </button>
      </div>
      {problem && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}

export interface ArmedOverridesProps {
  log: CallLog;
  page: LogState["page"];
  /** Shows only the overrides of this procedure. */
  procedure?: string;
}

export function ArmedOverrides({ log, page, procedure }: ArmedOverridesProps) {
  const armed = (page?.overrides ?? []).filter(
    (override) =>
      procedure === undefined ||
      override.procedure === procedure ||
      override.procedure === `${procedure.slice(0, procedure.indexOf("/"))}/*`,
  );
  return armed.length === 0 ? null : (
    <ul className="armed" aria-label="Active overrides">
      {armed.map((override) => (
        <li key={override.id}>
          <span className="mark mark-override">active</span>
          <span className="armed-text">
            <code>{override.procedure}</code> {describeOverride(override)}
          </span>
          <button
            type="button"
            className="button-quiet"
            onClick={() => void log.command({ do: "disarm", override: override.id })}
          >
            Remove
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Returns the server's last response as the initial text. */
async function responseText(
  opened: ShownCall["opened"],
  attempt: number,
  kind: ShownCall["call"]["row"]["kind"],
): Promise<string> {
  const { schema } = opened.state;
  const isStream = kind === "server_streaming" || kind === "bidi_streaming";
  try {
    const { output, registry } = schema;
    const messages = await messagesOf(opened, schema, attempt, "response", 5);
    const json = messages.map((message) =>
      output ? toJson(output, message, { alwaysEmitImplicit: true, ...(registry && { registry }) }) : {},
    );
    return JSON.stringify(isStream ? json : (json[0] ?? {}), null, 2);
  } catch {
    return isStream ? "[]" : "{}";
  }
}
