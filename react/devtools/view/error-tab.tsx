/** Explains why a call failed: what ended it, what the server said, and what to do next. */
import { useMemo } from "react";
import { explain } from "../model/explain.ts";
import { frameTree } from "../model/frame-tree.ts";
import { readBase64 } from "../model/read-base64.ts";
import type { CallSchema } from "../model/schema.ts";
import { HeaderSection } from "./headers-tab.tsx";
import { ScrollPane } from "./scroll-pane.tsx";
import { TreeView } from "./tree-view.tsx";
import type { ShownCall } from "./use-shown-call.ts";

export function ErrorTab({ call: { row }, state }: ShownCall) {
  const { details, schema } = state;
  const explanation = explain(row, details);
  const error = details?.error;
  return (
    <ScrollPane>
      <section className="failure" aria-label="What happened">
        <h3 className="failure-title">{row.code ?? "canceled"}</h3>
        <p className="failure-message">{error?.message ?? row.message ?? ""}</p>
        {explanation && <p>{explanation.who}</p>}
        {explanation && explanation.next.length > 0 && (
          <ul className="advice">
            {explanation.next.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        )}
      </section>
      {error?.details.map((detail, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list does not change
        <ErrorDetail key={index} number={index + 1} type={detail.type} value={detail.value} schema={schema} />
      ))}
      {error && error.causes.length > 0 && (
        <section className="section" aria-label="Causes">
          <h3>Causes</h3>
          <ol className="causes">
            {error.causes.map((cause) => (
              <li key={cause}>{cause}</li>
            ))}
          </ol>
        </section>
      )}
      {error && error.metadata.length > 0 && <HeaderSection title="Error metadata" headers={error.metadata} />}
      {details && details.responseTrailers.length > 0 && (
        <HeaderSection title="Raw trailers" headers={details.responseTrailers} />
      )}
    </ScrollPane>
  );
}

interface ErrorDetailProps {
  number: number;
  type: string;
  value: string;
  schema: CallSchema;
}

function ErrorDetail({ number, type, value, schema }: ErrorDetailProps) {
  const name = type.slice(type.lastIndexOf("/") + 1);
  const roots = useMemo(() => {
    const bytes = readBase64(value) ?? new Uint8Array(0);
    const desc = schema.registry?.getMessage(name);
    return frameTree(bytes, { kind: "message", codec: "proto", desc, registry: schema.registry });
  }, [name, value, schema]);
  return (
    <section className="section" aria-label={`Detail ${number}: ${name}`}>
      <h3>
        Detail <code>{name}</code>
        {!schema.registry?.getMessage(name) && <span className="quiet"> no descriptor</span>}
      </h3>
      <TreeView roots={roots} label={`Detail ${number}: ${name}`} isInline />
    </section>
  );
}
