/** The elements of a list. Alt+↑ and Alt+↓ move the one with the focus. */
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { initialJson } from "../../model/form-input.ts";
import { insertItem, removeItem, replaceNode, swapItems } from "../../model/json-edit.ts";
import type { Slot } from "../../model/slot.ts";
import { useForm, type ValueProps } from "./form-context.ts";
import { usePartFocus } from "./use-part-focus.ts";

/** Rendered at a time: long lists are rarely edited by hand, and must not make the page slow. */
const pageLength = 50;

export interface ListItemsProps extends ValueProps {
  readonly item: Slot;
}

export function ListItems({ node, item, onChange, label, id, depth }: ListItemsProps) {
  const { text, edit, Value } = useForm();
  const [shown, setShown] = useState(pageLength);
  const { ref, focusPart, focusedControl } = usePartFocus<HTMLDivElement>(text);
  const items = node?.items ?? [];
  const hasFields = item.kind === "message" || item.kind === "any";

  const add = (index: number, json: string) => {
    setShown(Math.max(shown, index + 1));
    focusPart(index);
    return node ? edit(insertItem(text, node, index, json)) : onChange(`[${json}]`);
  };
  const remove = (index: number) => {
    focusPart(Math.min(index, items.length - 2));
    return node && edit(removeItem(node, index));
  };
  const move = (index: number, step: 1 | -1) => {
    const target = index + step;
    if (node && target >= 0 && target < items.length) {
      focusPart(target, focusedControl(index));
      edit(swapItems(text, node, Math.min(index, target)));
    }
  };
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      event.stopPropagation(); // a list around this one must not move as well
      move(index, event.key === "ArrowUp" ? -1 : 1);
    }
  };

  return (
    <div className="form-list" ref={ref}>
      {items.slice(0, shown).map((element, index) => {
        const name = `${label} ${index + 1}`;
        const buttons = (
          <span className="form-item-buttons">
            <ItemButton label={`Move ${name} up`} sign="↑" isOff={index === 0} onPress={() => move(index, -1)} />
            <ItemButton
              label={`Move ${name} down`}
              sign="↓"
              isOff={index === items.length - 1}
              onPress={() => move(index, 1)}
            />
            <ItemButton label={`Duplicate ${name}`} sign={<CopyIcon />} onPress={() => add(index + 1, element.raw)} />
            <ItemButton label={`Remove ${name}`} sign="✕" onPress={() => remove(index)} />
          </span>
        );
        const value = (
          <Value
            slot={item}
            node={element}
            onChange={(json) => edit(replaceNode(element, json ?? '""'))}
            label={name}
            id={`${id}-${index}`}
            depth={depth}
            isOptional={false}
          />
        );
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: only a shortcut for the buttons inside
          // biome-ignore lint/suspicious/noArrayIndexKey: an element is nothing but its position
          <div key={index} data-part={index} className="form-item" onKeyDown={(event) => onKeyDown(event, index)}>
            {hasFields ? (
              <>
                <div className="form-item-head">
                  <span className="form-index">{index + 1}</span>
                  {buttons}
                </div>
                {value}
              </>
            ) : (
              <div className="form-inline">
                <span className="form-index">{index + 1}</span>
                {value}
                {buttons}
              </div>
            )}
          </div>
        );
      })}
      {items.length > shown && (
        <button type="button" className="button-quiet" onClick={() => setShown(shown + pageLength)}>
          Show {Math.min(pageLength, items.length - shown)} more of {items.length}
        </button>
      )}
      <button
        type="button"
        className="button-quiet"
        data-add
        aria-label={`Add to ${label}`}
        onClick={() => add(items.length, initialJson(item))}
      >
        Add
      </button>
    </div>
  );
}

interface ItemButtonProps {
  readonly label: string;
  readonly sign: ReactNode;
  readonly isOff?: boolean;
  readonly onPress: () => void;
}

/** Stays focusable when there is nothing to do, so that the focus is not lost at the end of a list. */
function ItemButton({ label, sign, isOff = false, onPress }: ItemButtonProps) {
  return (
    <button
      type="button"
      className="button-quiet form-icon"
      aria-label={label}
      title={label}
      aria-disabled={isOff}
      onClick={() => !isOff && onPress()}
    >
      <span aria-hidden="true">{sign}</span>
    </button>
  );
}

function CopyIcon() {
  return (
    <svg className="icon" viewBox="0 0 16 16" focusable="false" aria-hidden="true">
      <rect x="6" y="6" width="7.5" height="7.5" rx="1.5" />
      <path d="M10 3.5a1.2 1.2 0 0 0-1-1H4A1.5 1.5 0 0 0 2.5 4v5a1.2 1.2 0 0 0 1 1" />
    </svg>
  );
}
