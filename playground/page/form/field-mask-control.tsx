/** Paths of a field mask, completed one after another from the messages that the mask is about. */

import type { LeafSlot } from "../../model/fits.ts";
import { inputText } from "../../model/form-input.ts";
import { maskPaths, unknownPaths } from "../../model/mask-paths.ts";
import type { ValueProps } from "./form-context.ts";
import { TextControl } from "./text-control.tsx";

export function FieldMaskControl(props: ValueProps & { readonly slot: LeafSlot }) {
  const { slot, node, id } = props;
  const text = inputText(node);
  const owner = slot.field?.parent;
  const entered = text.split(",");
  const before = entered.slice(0, -1);
  const open = maskPaths(owner).filter((path) => !before.includes(path));
  const unknown = text.includes("{{") ? [] : unknownPaths(text, owner);
  const names = new Intl.ListFormat("en").format(unknown.map((path) => JSON.stringify(path)));
  const listId = `${id}-paths`;
  return (
    <TextControl
      {...props}
      list={listId}
      note={unknown.length > 0 ? `No message beside this mask has ${names}.` : undefined}
      below={
        <datalist id={listId}>
          {open.map((path) => (
            <option key={path} value={[...before, path].join(",")}>
              {path}
            </option>
          ))}
        </datalist>
      }
    />
  );
}
