/** Edits a request and sends it again, through the application's own transport and interceptors. */
import { useEffect, useId, useState } from "react";
import { recordedSource } from "../model/copy/recorded-source.ts";
import { readRequest, requestText } from "../model/edit-request.ts";
import { plural } from "../model/format.ts";
import { headerChanges, headerLines, parseHeaderLines } from "../model/header-lines.ts";
import { formStyles } from "../styles/forms.ts";
import { JsonField } from "./json-field.tsx";
import { usePanel } from "./panel-context.ts";
import { Styles } from "./styles.tsx";
import type { ShownCall } from "./use-shown-call.ts";

export function EditTab({
  call,
  opened,
  state,
  attempt,
  onSent,
}: ShownCall & { attempt: number; onSent: (id: string) => void }) {
  const { log, say } = usePanel();
  const id = useId();
  const { row } = call;
  const sendsMany = row.kind === "client_streaming" || row.kind === "bidi_streaming";
  const [text, setText] = useState<string>();
  const [headers, setHeaders] = useState("");
  const [timeout, setTimeout_] = useState(row.timeoutMs === undefined ? "" : String(row.timeoutMs));
  const [problem, setProblem] = useState<string>();
  /** Messages that the page did not keep, for lack of room. */
  const [missing, setMissing] = useState(0);
  const [isSending, setIsSending] = useState(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what was typed stays while the call continues
  useEffect(() => {
    let isWanted = true;
    recordedSource(row, opened, attempt)
      .then((source) => {
        if (isWanted) {
          setText(requestText(source.requests, source.schema, sendsMany));
          setHeaders(headerLines(source.headers));
          setMissing((row.attempts[attempt]?.requests ?? 0) - source.requests.length);
        }
      })
      .catch((error) => isWanted && setProblem(`Cannot edit: ${error instanceof Error ? error.message : error}`));
    return () => {
      isWanted = false;
    };
  }, [opened, attempt]);

  const check = (value: string) => readRequest(value, state.schema, sendsMany).problem;
  const send = async () => {
    const edited = readRequest(text ?? "", state.schema, sendsMany);
    const lines = parseHeaderLines(headers);
    const timeoutMs = timeout.trim() === "" ? undefined : Number(timeout);
    const wrong =
      edited.problem ??
      lines.problem ??
      (timeoutMs !== undefined && !(timeoutMs > 0)
        ? "The timeout must be a number of milliseconds greater than 0."
        : undefined);
    setProblem(wrong);
    if (wrong || !edited.messages || !lines.headers) {
      return;
    }
    setIsSending(true);
    const result = await log.command({
      do: "resend",
      call: row.id,
      messages: [...edited.messages],
      headers: headerChanges(state.details?.attempts[attempt]?.requestHeaders ?? [], lines.headers),
      ...(timeoutMs !== undefined && { timeoutMs }),
    });
    setIsSending(false);
    if (result.ok) {
      say("Sent again.");
      if (result.call) {
        onSent(result.call);
      }
    } else {
      setProblem(`Not sent: ${result.error}`);
    }
  };

  if (text === undefined) {
    return <p className="placeholder">{problem ?? "Loading…"}</p>;
  }
  return (
    <form
      className="form scrolls pane-body"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Styles css={formStyles} />
      {missing > 0 && (
        <p className="notice" role="status">
          {sendsMany
            ? `${plural(missing, "message")} of this request ${missing === 1 ? "was" : "were"} not kept. Enter what is missing to send it again.`
            : "The message was not kept completely. Enter it to send it again."}
        </p>
      )}
      <JsonField
        label={sendsMany ? "Request messages (a list)" : "Request message"}
        value={text}
        onChange={setText}
        check={check}
        onSubmit={() => void send()}
      />
      <label htmlFor={`${id}-headers`}>
        Headers <span className="quiet">one per line; hidden ones are sent unchanged</span>
      </label>
      <textarea
        id={`${id}-headers`}
        className="code"
        rows={Math.min(6, Math.max(2, headers.split("\n").length))}
        spellCheck={false}
        value={headers}
        onChange={(event) => setHeaders(event.target.value)}
      />
      <div className="form-row">
        <label htmlFor={`${id}-timeout`}>Timeout</label>
        <input
          id={`${id}-timeout`}
          inputMode="numeric"
          size={8}
          placeholder="none"
          value={timeout}
          onChange={(event) => setTimeout_(event.target.value)}
        />
        <span className="quiet">ms</span>
        <span className="spacer" />
        <button type="submit" className="button-primary" disabled={isSending || !call.isKept}>
          Send again
        </button>
      </div>
      {problem && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {!call.isKept && <p className="quiet">The page no longer keeps this call and cannot send it again.</p>}
    </form>
  );
}
