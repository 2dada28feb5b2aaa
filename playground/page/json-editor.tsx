/** CodeMirror as a controlled component. */
import { linter } from "@codemirror/lint";
import { Compartment, EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { useEffect, useEffectEvent, useRef } from "react";
import type { RequestProblem } from "../model/check-request.ts";
import { editorExtensions } from "./editor-extensions.ts";

export interface JsonEditorProps {
  /** Each document has its own history: Ctrl+Z must not bring back the request of another method. */
  documentId: string;
  value: string;
  onChange: (value: string) => void;
  /** Called when typing pauses; the problem is marked in the text. */
  check: (text: string) => RequestProblem | undefined;
  label: string;
  describedBy: string;
}

export function JsonEditor({ documentId, value, onChange, check, label, describedBy }: JsonEditorProps) {
  const parentRef = useRef<HTMLDivElement>(null);
  const viewRef = useRef<EditorView>(null);
  const changed = useEffectEvent((text: string) => onChange(text));
  const problemOf = useEffectEvent((text: string) => check(text));
  const initialText = useEffectEvent(() => value);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another document starts with a new state
  useEffect(() => {
    const attributes = new Compartment();
    const view = new EditorView({
      parent: parentRef.current ?? document.body,
      state: EditorState.create({
        doc: initialText(),
        extensions: [
          editorExtensions,
          attributes.of(
            EditorView.contentAttributes.of({
              "aria-label": label,
              "aria-describedby": describedBy,
              "data-field": "request",
            }),
          ),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) {
              changed(update.state.doc.toString());
            }
          }),
          linter(
            ({ state }) => {
              const problem = problemOf(state.doc.toString());
              return problem ? [{ ...problem, severity: "error" as const }] : [];
            },
            { delay: 250 },
          ),
        ],
      }),
    });
    viewRef.current = view;
    return () => view.destroy();
  }, [documentId, label, describedBy]);

  // Only changes from outside (an example, formatting): the editor already has what was typed.
  useEffect(() => {
    const view = viewRef.current;
    if (view && view.state.doc.toString() !== value) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: value } });
    }
  }, [value]);

  return <div className="json-editor" ref={parentRef} />;
}
