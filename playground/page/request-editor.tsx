/** The request message, as JSON or as a form. The text is the request; the form is another view of it. */
import type { Diagnostic } from "@codemirror/lint";
import { type ComponentType, lazy, Suspense, useDeferredValue, useId, useMemo, useState } from "react";
import type { CatalogMethod } from "../model/catalog.ts";
import { type CheckedRequest, checkRequest } from "../model/check-request.ts";
import type { Values } from "../model/fill-in.ts";
import { formatJson } from "../model/format-json.ts";
import { slotOfRequest } from "../model/slot.ts";
import type { JsonEditorProps } from "./json-editor.tsx";
import { PlainEditor } from "./plain-editor.tsx";
import { Segmented } from "./segmented.tsx";
import { useStoredState } from "./use-stored-state.ts";

/** Most of the page's code: the rest of the page is there before it, and works without it. */
const JsonEditor = lazy<ComponentType<JsonEditorProps>>(async () => {
  try {
    return { default: (await import("./json-editor.tsx")).JsonEditor };
  } catch {
    return { default: PlainEditor };
  }
});

const MessageForm = lazy(async () => ({ default: (await import("./message-form.tsx")).MessageForm }));

type View = "json" | "form";

export interface RequestEditorProps {
  method: CatalogMethod;
  request: string;
  onRequest: (text: string) => void;
  /** What variables in the message stand for. */
  values: Values;
}

export function RequestEditor({ method, request, onRequest, values }: RequestEditorProps) {
  const { descriptor, registry, sendsMany } = method;
  const [view, setView] = useStoredState<View>({
    storage: "local",
    key: "requestView",
    initial: "json",
    parse: (stored) => (stored === "form" || stored === "json" ? stored : undefined),
  });
  const [place, setPlace] = useState<string>();
  const problemId = useId();
  const slot = useMemo(() => slotOfRequest(descriptor.input, sendsMany), [descriptor, sendsMany]);
  const deferred = useDeferredValue(request);
  const checked = useMemo(() => checkRequest(method, deferred, values), [method, deferred, values]);
  const problems = "problems" in checked ? checked.problems : [];
  const isForm = view === "form";
  return (
    <div className="editor-block">
      <div className="editor-head">
        <h3 className="section-title" title={descriptor.input.typeName}>
          Message <code>{descriptor.input.name}</code>
        </h3>
        <div className="button-row">
          <button type="button" className="button-quiet" onClick={() => onRequest(formatJson(request))}>
            Format
          </button>
          <button type="button" className="button-quiet" onClick={() => onRequest(method.makeExample())}>
            Example
          </button>
          <Segmented
            label="Edit the message as"
            isLabelHidden
            options={[
              ["json", "JSON"],
              ["form", "Form"],
            ]}
            value={view}
            onChange={setView}
          />
        </div>
      </div>
      <div className={problems.length > 0 ? "editor-frame is-invalid" : "editor-frame"}>
        {isForm && (
          <Suspense fallback={<p className="placeholder">Loading the form …</p>}>
            <MessageForm
              key={method.id}
              text={request}
              onChange={onRequest}
              slot={slot}
              registry={registry}
              values={values}
              label={`Request message, ${descriptor.input.typeName}`}
              onLeave={() => setView("json")}
            />
          </Suspense>
        )}
        {/* Kept while hidden, so that its history has the changes of the form as well. */}
        <div className="editor-view" hidden={isForm}>
          <Suspense fallback={<pre className="json-editor plain-editor">{request}</pre>}>
            <JsonEditor
              documentId={method.id}
              value={request}
              onChange={onRequest}
              check={(text) => diagnosticsOf(checkRequest(method, text, values))}
              onPlace={setPlace}
              slot={slot}
              registry={registry}
              values={values}
              label={`Request message, ${descriptor.input.typeName} as JSON`}
              describedBy={problemId}
            />
          </Suspense>
        </div>
        {place && !isForm && problems.length === 0 && <p className="editor-place">{place}</p>}
        <p className="problem" id={problemId} hidden={problems.length === 0}>
          {problems[0]?.message}
          {problems.length > 1 && ` And ${problems.length - 1} more.`}
        </p>
      </div>
    </div>
  );
}

/** All problems, and what is deprecated. */
function diagnosticsOf(checked: CheckedRequest): readonly Diagnostic[] {
  return "problems" in checked
    ? checked.problems.map((problem) => ({ ...problem, severity: "error" }))
    : checked.hints.map((hint) => ({ ...hint, severity: "hint" }));
}
