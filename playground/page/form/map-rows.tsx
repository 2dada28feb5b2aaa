/** The entries of a map: a key and a value each. Keys that occur twice are told, not merged. */
import { ScalarType } from "@bufbuild/protobuf";
import { scalarExpectation } from "../../model/expectation.ts";
import { fillReferences, missingProblem } from "../../model/fill-in.ts";
import { canonicalKey, fitsKey } from "../../model/fits.ts";
import { initialJson, initialKey } from "../../model/form-input.ts";
import { appendProperty, removeProperty, renameProperty, replaceNode } from "../../model/json-edit.ts";
import type { Slot } from "../../model/slot.ts";
import { useForm, type ValueProps } from "./form-context.ts";
import { ProblemNote, problemProps } from "./problem-note.tsx";
import { usePartFocus } from "./use-part-focus.ts";

export interface MapRowsProps extends ValueProps {
  readonly keyType: ScalarType;
  readonly item: Slot;
}

export function MapRows({ node, keyType, item, onChange, label, id, depth }: MapRowsProps) {
  const { text, edit, values, Value } = useForm();
  const { ref, focusPart } = usePartFocus<HTMLDivElement>(text);
  const entries = node?.properties ?? [];
  const filled = entries.map(({ name }) => fillReferences(name, values));
  const keys = filled.map((key) => canonicalKey(keyType, key.text));
  const add = () => {
    focusPart(entries.length);
    const [key, value] = [initialKey(keyType), initialJson(item)];
    return node ? edit(appendProperty(text, node, key, value)) : onChange(`{ ${JSON.stringify(key)}: ${value} }`);
  };
  const hasFields = item.kind === "message" || item.kind === "any";
  return (
    <div className="form-list" ref={ref}>
      {entries.map((entry, index) => {
        const { name, value } = entry;
        const { missing = [], text: key = name } = filled[index] ?? {};
        const problem =
          missing.length > 0
            ? missingProblem(missing, values)
            : keyProblem(keyType, key, name, keys.indexOf(canonicalKey(keyType, key)) !== index);
        const noteId = `${id}-${index}-problem`;
        const shared = {
          "aria-label": `Key ${index + 1} of ${label}`,
          value: name,
          ...problemProps(noteId, problem),
        };
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a key changes while it is typed
          <div key={index} data-part={index} className="form-item">
            <div className={hasFields ? "form-entry has-fields" : "form-entry"}>
              {keyType === ScalarType.BOOL ? (
                <select {...shared} onChange={(event) => edit(renameProperty(entry, event.target.value))}>
                  {[...new Set(["true", "false", name])].map((key) => (
                    <option key={key}>{key}</option>
                  ))}
                </select>
              ) : (
                <input
                  {...shared}
                  type="text"
                  placeholder="key"
                  autoComplete="off"
                  autoCapitalize="off"
                  spellCheck={false}
                  onChange={(event) => edit(renameProperty(entry, event.target.value))}
                />
              )}
              <Value
                slot={item}
                node={value}
                onChange={(json) => value && edit(replaceNode(value, json ?? '""'))}
                label={`Value of ${name || `entry ${index + 1}`}`}
                id={`${id}-${index}`}
                depth={depth}
                isOptional={false}
              />
              <button
                type="button"
                className="button-quiet form-icon"
                aria-label={`Remove ${name || `entry ${index + 1}`}`}
                title="Remove"
                onClick={() => {
                  focusPart(Math.min(index, entries.length - 2));
                  return node && edit(removeProperty(node, index));
                }}
              >
                <span aria-hidden="true">✕</span>
              </button>
            </div>
            <ProblemNote id={noteId} problem={problem} />
          </div>
        );
      })}
      <button type="button" className="button-quiet" data-add aria-label={`Add to ${label}`} onClick={add}>
        Add
      </button>
    </div>
  );
}

/** @param name the key as it is written */
function keyProblem(keyType: ScalarType, key: string, name: string, isTwice: boolean): string | undefined {
  if (!fitsKey(keyType, key)) {
    return `Enter ${scalarExpectation(keyType)} as the key.`;
  }
  return isTwice ? `The key ${JSON.stringify(name)} is there already: each can occur once.` : undefined;
}
