/** The response pane: status, timing, and tabs for the messages, the metadata and the error. */
import { lazy, type Ref, Suspense, useState } from "react";
import { type Tab, Tabs } from "../../react/devtools/view/tabs.tsx";
import { statusOf } from "../model/call-status.ts";
import { corsNeeds } from "../model/cors/cors-needs.ts";
import { formatCount } from "../model/format.ts";
import { ErrorView } from "./error-view.tsx";
import { MessageList } from "./message-list.tsx";
import { MessageView } from "./message-view.tsx";
import { MetadataTable } from "./metadata-table.tsx";
import { StatusLine } from "./status-line.tsx";
import type { AnswerAge } from "./use-answer-age.ts";
import type { CurrentCall } from "./use-call.ts";
import { useRecord } from "./use-record.ts";
import { sendKeys } from "./use-shortcuts.ts";

// Loaded on demand: it decodes descriptors and bytes, which most visits do not need.
const WireView = lazy(async () => ({ default: (await import("./wire-view.tsx")).WireView }));

const CorsCard = lazy(async () => ({ default: (await import("./cors-card.tsx")).CorsCard }));

export interface AnswerPaneProps {
  current: CurrentCall | undefined;
  onCancel: () => void;
  /** Why the answer is not that to what the form says now, if it is not. */
  age?: AnswerAge | undefined;
  paneRef: Ref<HTMLElement>;
}

export function AnswerPane({ current, onCancel, age, paneRef }: AnswerPaneProps) {
  return (
    <section className="pane answer-pane" aria-label="Call response" ref={paneRef}>
      <p role="status" className="visually-hidden">
        {current && announcement(current)}
      </p>
      {current ? <Answer current={current} onCancel={onCancel} age={age} /> : <NothingYet />}
    </section>
  );
}

/** Returns the text for screen readers, which changes only when a call starts and ends, not with every message. */
function announcement({ run, snapshot }: CurrentCall): string {
  const { word, sentence } = statusOf(snapshot);
  const name = run.method.descriptor.name;
  return snapshot.isRunning ? `${name}: in flight` : `${name}: ${word}. ${sentence}`;
}

function NothingYet() {
  return (
    <div className="nothing-yet">
      <h2>No call yet</h2>
      <p>
        Choose a method, edit its request, and send it
        <span className="key-hint">
          {" "}
          with <kbd>{sendKeys}</kbd> from anywhere on the page
        </span>
        . The answer appears here: a stream message by message, as they arrive.
      </p>
      <p className="key-hint">
        <kbd>Esc</kbd> cancels a call in flight.
      </p>
    </div>
  );
}

type TabId = "result" | "headers" | "trailers" | "http" | "wire" | "timing" | "error";

/** The tabs that show parts of the recording. */
const recordedParts = { http: "headers", wire: "messages", timing: "timing" } as const;

const ages: Readonly<Record<AnswerAge, string>> = {
  changed: "The form has changed since: this is the answer to the call before.",
  refused: "Not sent: below is the answer to the call before.",
};

interface AnswerProps extends Pick<AnswerPaneProps, "onCancel" | "age"> {
  current: CurrentCall;
}

function Answer({ current, onCancel, age }: AnswerProps) {
  const { run, snapshot } = current;
  const record = useRecord(current);
  const needs = record && corsNeeds(record, location.origin);
  const [chosen, setChosen] = useState<{ runId: number; tab: TabId }>({ runId: 0, tab: "result" });
  const { headers, trailers, error, received } = snapshot;
  const isStream = run.method.receivesMany;
  const tabs: Tab<TabId>[] = [
    { id: "result", label: isStream ? "Messages" : "Response", note: isStream ? formatCount(received) : "" },
    { id: "headers", label: "Headers", note: countNote(headers) },
    { id: "trailers", label: "Trailers", note: countNote(trailers) },
    { id: "http", label: "HTTP" },
    { id: "wire", label: "Wire" },
    { id: "timing", label: "Timing" },
    ...(error ? [{ id: "error", label: "Error", note: countNote(error.details) } as const] : []),
  ];
  const selected = selectTab(chosen, run.id, error !== undefined, received);
  return (
    <>
      {age && <p className="answer-age">{ages[age]}</p>}
      <StatusLine
        run={run}
        snapshot={snapshot}
        record={record}
        isSentenceHidden={selected === "error"}
        onCancel={onCancel}
      />
      <Tabs
        className="tab-list"
        label="Response"
        tabs={tabs}
        selected={selected}
        onSelect={(tab) => setChosen({ runId: run.id, tab })}
      >
        {selected === "result" && isStream && <MessageList key={run.id} run={run} snapshot={snapshot} />}
        {selected === "result" && !isStream && <Response run={run} snapshot={snapshot} />}
        {selected === "headers" && <MetadataTable pairs={headers} name="headers" isRunning={snapshot.isRunning} />}
        {selected === "trailers" && <MetadataTable pairs={trailers} name="trailers" isRunning={snapshot.isRunning} />}
        {(selected === "http" || selected === "wire" || selected === "timing") && (
          <Suspense fallback={<p className="placeholder">Loading …</p>}>
            <WireView key={run.id} run={run} part={recordedParts[selected]} />
          </Suspense>
        )}
        {selected === "error" && error && (
          <>
            {needs && (
              <Suspense>
                <CorsCard needs={needs} />
              </Suspense>
            )}
            <ErrorView error={error} registry={run.method.registry} />
          </>
        )}
      </Tabs>
    </>
  );
}

/** Nothing is not worth its room. */
const countNote = ({ length }: readonly unknown[]) => (length === 0 ? "" : String(length));

/** Selects the tab to show: the error if a call failed with nothing else to show, unless the user has chosen a tab. */
function selectTab(chosen: { runId: number; tab: TabId }, runId: number, hasError: boolean, received: number): TabId {
  if (chosen.runId !== runId && hasError && received === 0) {
    return "error";
  }
  return chosen.tab === "error" && !hasError ? "result" : chosen.tab;
}

function Response({ run, snapshot }: CurrentCall) {
  const response = run.log.at(0);
  if (!response) {
    return (
      <p className="placeholder">{snapshot.isRunning ? "Waiting for the response …" : "There was no response."}</p>
    );
  }
  const { descriptor, registry } = run.method;
  return <MessageView schema={descriptor.output} message={response.message} registry={registry} />;
}
