/** CodeMirror as a controlled component. */
import type { Registry } from "@bufbuild/protobuf";
import { type Diagnostic, linter } from "@codemirror/lint";
import { Annotation, Compartment, EditorState, StateEffect } from "@codemirror/state";
import { EditorView, type ViewUpdate } from "@codemirror/view";
import { useEffect, useRef } from "react";
import { flushSync } from "react-dom";
import { differenceEdit } from "../model/difference-edit.ts";
import { documentAt, summarizePlace } from "../model/document-at.ts";
import type { Values } from "../model/fill-in.ts";
import type { Slot } from "../model/slot.ts";
import { editorExtensions } from "./editor-extensions.ts";
import { jsonCompletion } from "./json-completion.ts";
import { jsonHover } from "./json-hover.ts";
import { useEvent } from "./use-event.ts";

/** Variables have other values. */
const newValues = StateEffect.define<null>();
const hasNewValues = ({ transactions }: ViewUpdate) =>
  transactions.some(({ effects }) => effects.some((effect) => effect.is(newValues)));

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
  /** What variables in the text stand for. */
  values: Values;
  label: string;
  describedBy: string;
}

/** Marks a change that the editor was given, which is not news to anyone. */
const isFromOutside = Annotation.define<boolean>();

export function JsonEditor(props: JsonEditorProps) {
  const { documentId, value, slot, registry, values, label, describedBy } = props;
  const parentRef = useRef<HTMLDivElement>(null);
  const viewRef = useRef<EditorView>(null);
  const changed = useEvent((text: string) => props.onChange(text));
  const problemsOf = useEvent((text: string) => props.check(text));
  const moved = useEvent((summary: string | undefined) => props.onPlace(summary));
  const valuesNow = useEvent(() => props.values);
  const initialText = useEvent(() => value);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another document starts with a new state
  useEffect(() => {
    const attributes = new Compartment();
    const view = new EditorView({
      parent: parentRef.current ?? document.body,
      state: EditorState.create({
        doc: initialText(),
        extensions: [
          jsonCompletion(slot, registry, () => valuesNow()),
          jsonHover(slot, registry, () => valuesNow()),
          editorExtensions,
          attributes.of(
            EditorView.contentAttributes.of({
              "aria-label": label,
              "aria-describedby": describedBy,
              "data-field": "request",
            }),
          ),
          EditorView.updateListener.of(({ docChanged, selectionSet, state, transactions }) => {
            if (docChanged && !transactions.some((transaction) => transaction.annotation(isFromOutside))) {
              // At once: rendered later, an older text would replace what was typed since. React does it by itself for
              // key events, except in a shadow root, where it cannot see that there is one.
              flushSync(() => changed(state.doc.toString()));
            }
            if (docChanged || selectionSet) {
              const place = documentAt(state.doc, state.selection.main.head, slot, registry);
              moved(place && summarizePlace(place));
            }
          }),
          linter(({ state }) => problemsOf(state.doc.toString()), { delay: 250, needsRefresh: hasNewValues }),
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
      view.dispatch({
        changes: differenceEdit(view.state.doc.toString(), value),
        annotations: isFromOutside.of(true),
      });
    }
  }, [value]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: other values make other texts valid
  useEffect(() => viewRef.current?.dispatch({ effects: newValues.of(null) }), [values]);

  return <div className="json-editor" ref={parentRef} />;
}
