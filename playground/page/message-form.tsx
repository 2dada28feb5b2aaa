/** The request as a form, made from the descriptors of its type. Everything it shows and changes is the JSON text. */
import type { Registry } from "@bufbuild/protobuf";
import { type FocusEvent, useMemo } from "react";
import type { Values } from "../model/fill-in.ts";
import { initialJson } from "../model/form-input.ts";
import { applyEdit, type TextEdit } from "../model/json-edit.ts";

import { parseJson } from "../model/parse-json.ts";
import type { Slot } from "../model/slot.ts";
import { FormProvider } from "./form/form-context.ts";
import { FormValue } from "./form/form-value.tsx";

export interface MessageFormProps {
  text: string;
  onChange: (text: string) => void;
  slot: Slot;
  registry: Registry;
  values: Values;
  /** The accessible name. */
  label: string;
  onLeave: () => void;
}

/** Each key changes the whole text, and all that is shown of it. */
const longestText = 200_000;

export function MessageForm({ text, onChange, slot, registry, values, label, onLeave }: MessageFormProps) {
  const refusal = useMemo(() => refusalOf(text), [text]);
  const tree = useMemo(() => (refusal ? undefined : parseJson(text)), [text, refusal]);
  const root = tree && "root" in tree ? tree.root : undefined;
  const edit = (change: TextEdit) => onChange(applyEdit(text, change));
  if (refusal || !root) {
    return (
      <div className="form-refusal" data-field="request" tabIndex={-1}>
        <p className="problem">{refusal ?? "There is no JSON yet."}</p>
        <div className="button-row">
          <button type="button" className="button" onClick={onLeave}>
            Edit as JSON
          </button>
          {text.trim() === "" && (
            <button type="button" className="button" onClick={() => onChange(initialJson(slot))}>
              Start with an empty message
            </button>
          )}
        </div>
      </div>
    );
  }
  return (
    <FormProvider value={{ text, edit, registry, values, Value: FormValue }}>
      {/* biome-ignore lint/a11y/useSemanticElements: a form element would submit itself at Enter */}
      <div
        className="message-form"
        role="form"
        aria-label={label}
        data-field="request"
        tabIndex={-1}
        onFocus={showProblem}
      >
        <FormValue
          slot={slot}
          node={root}
          onChange={(json) => onChange(json ?? initialJson(slot))}
          label="message"
          id="request-form"
          depth={0}
          isOptional={false}
        />
      </div>
    </FormProvider>
  );
}

/** The page focuses the form if something in it is wrong: the focus goes on to the first control that is. */
function showProblem({ target, currentTarget }: FocusEvent<HTMLElement>): void {
  if (target === currentTarget) {
    currentTarget.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }
}

/** Why a text has no form. */
function refusalOf(text: string): string | undefined {
  if (text.trim() === "") {
    return "The request is empty, and a form needs a message to fill in.";
  }
  if (text.length > longestText) {
    return `This request is too long for a form (${text.length.toLocaleString("en")} characters).`;
  }
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    return "This text is not valid JSON, so there is nothing to fill in yet. The editor marks the place.";
  }
}
