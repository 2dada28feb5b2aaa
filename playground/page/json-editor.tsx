/** CodeMirror as a controlled component. */
import type { Registry } from "@bufbuild/protobuf";
import { type Diagnostic, linter } from "@codemirror/lint";
import { Compartment, EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { useEffect, useEffectEvent, useRef } from "react";
import { differenceEdit } from "../model/difference-edit.ts";
import { documentAt, summarizePlace } from "../model/document-at.ts";
import type { Slot } from "../model/slot.ts";
import { editorExtensions } from "./editor-extensions.ts";
import { jsonCompletion } from "./json-completion.ts";
import { jsonHover } from "./json-hover.ts";

export interface JsonEditorProps {
  /** Each document has its own history: Ctrl+Z must not bring back the request of another method. */
  documentId: string;
  value: string;
  onChange: (value: string) => void;
  /** Called when typing pauses; the problems are marked in the text. */
  check: (text: string) => readonly Diagnostic[];
  /** Called with a line about the field at the cursor, if there is one. */
  onPlace: (summary: string | undefined) => void;
  slot: Slot;
  registry: Registry;
  label: string;
  describedBy: string;
}

export function JsonEditor(props: JsonEditorProps) {
  const { documentId, value, slot, registry, label, describedBy } = props;
  const parentRef = useRef<HTMLDivElement>(null);
  const viewRef = useRef<EditorView>(null);
  const changed = useEffectEvent((text: string) => props.onChange(text));
  const problemsOf = useEffectEvent((text: string) => props.check(text));
  const moved = useEffectEvent((summary: string | undefined) => props.onPlace(summary));
  const initialText = useEffectEvent(() => value);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another document starts with a new state
  useEffect(() => {
    const attributes = new Compartment();
    const view = new EditorView({
      parent: parentRef.current ?? document.body,
      state: EditorState.create({
        doc: initialText(),
        extensions: [
          jsonCompletion(slot, registry),
          jsonHover(slot, registry),
          editorExtensions,
          attributes.of(
            EditorView.contentAttributes.of({
              "aria-label": label,
              "aria-describedby": describedBy,
              "data-field": "request",
            }),
          ),
          EditorView.updateListener.of(({ docChanged, selectionSet, state }) => {
            if (docChanged) {
              changed(state.doc.toString());
            }
            if (docChanged || selectionSet) {
              const place = documentAt(state.doc, state.selection.main.head, slot, registry);
              moved(place && summarizePlace(place));
            }
          }),
          linter(({ state }) => problemsOf(state.doc.toString()), { delay: 250 }),
        ],
      }),
    });
    viewRef.current = view;
    return () => view.destroy();
  }, [documentId, label, describedBy, slot, registry]);

  // Only changes from outside (an example, formatting, the form): the editor already has what was typed.
  useEffect(() => {
    const view = viewRef.current;
    if (view && view.state.doc.toString() !== value) {
      view.dispatch({ changes: differenceEdit(view.state.doc.toString(), value) });
    }
  }, [value]);

  return <div className="json-editor" ref={parentRef} />;
}
