/** The response pane: status, timing, and tabs for the messages, the metadata and the error. */
import { lazy, type Ref, Suspense, useState } from "react";
import { type Tab, Tabs } from "../../react/devtools/view/tabs.tsx";
import { statusOf } from "../model/call-status.ts";
import { formatCount } from "../model/format.ts";
import { ErrorView } from "./error-view.tsx";
import { MessageList } from "./message-list.tsx";
import { MessageView } from "./message-view.tsx";
import { MetadataTable } from "./metadata-table.tsx";
import { StatusLine } from "./status-line.tsx";
import type { CurrentCall } from "./use-call.ts";
import { sendKeys } from "./use-shortcuts.ts";

// Loaded on demand: it decodes descriptors and bytes, which most visits do not need.
const WireView = lazy(async () => ({ default: (await import("./wire-view.tsx")).WireView }));

export interface AnswerPaneProps {
  current: CurrentCall | undefined;
  onCancel: () => void;
  ref: Ref<HTMLElement>;
}

export function AnswerPane({ current, onCancel, ref }: AnswerPaneProps) {
  return (
    <section className="pane answer-pane" aria-label="Call response" ref={ref}>
      <p role="status" className="visually-hidden">
        {current && announcement(current)}
      </p>
      {current ? <Answer current={current} onCancel={onCancel} /> : <NothingYet />}
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
        Choose a method, edit its request, and send it with <kbd>{sendKeys}</kbd> from anywhere on the page. The answer
        appears here: a stream message by message, as they arrive.
      </p>
      <p>
        <kbd>Esc</kbd> cancels a call in flight.
      </p>
    </div>
  );
}

type TabId = "result" | "headers" | "trailers" | "wire" | "error";

function Answer({ current: { run, snapshot }, onCancel }: { current: CurrentCall; onCancel: () => void }) {
  const [chosen, setChosen] = useState<{ runId: number; tab: TabId }>({ runId: 0, tab: "result" });
  const { headers, trailers, error, received } = snapshot;
  const isStream = run.method.receivesMany;
  const tabs: Tab<TabId>[] = [
    { id: "result", label: isStream ? "Messages" : "Response", note: isStream ? formatCount(received) : "" },
    { id: "headers", label: "Headers", note: String(headers.length) },
    { id: "trailers", label: "Trailers", note: String(trailers.length) },
    { id: "wire", label: "Wire", note: "" },
    ...(error
      ? [{ id: "error", label: "Error", note: error.details.length > 0 ? String(error.details.length) : "" } as const]
      : []),
  ];
  const selected = selectTab(chosen, run.id, error !== undefined, received);
  return (
    <>
      <StatusLine run={run} snapshot={snapshot} onCancel={onCancel} />
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
        {selected === "wire" && (
          <Suspense fallback={<p className="placeholder">Loading …</p>}>
            <WireView key={run.id} run={run} />
          </Suspense>
        )}
        {selected === "error" && error && <ErrorView error={error} registry={run.method.registry} />}
      </Tabs>
    </>
  );
}

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
