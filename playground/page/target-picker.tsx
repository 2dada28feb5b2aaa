/** Picks, names, copies and deletes targets. */
import { useId, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { Menu } from "../../react/devtools/view/menu.tsx";
import { targetName } from "../model/target.ts";
import { Dots } from "./icons.tsx";
import type { Targets } from "./use-targets.ts";

export function TargetPicker({ targets }: { targets: Targets }) {
  const { all, selected } = targets;
  const fieldId = useId();
  const [isRenaming, setIsRenaming] = useState(false);
  const selectRef = useRef<HTMLSelectElement>(null);
  const nameRef = useRef<HTMLInputElement>(null);
  const rename = () => {
    flushSync(() => setIsRenaming(true));
    nameRef.current?.select();
  };
  const stopRenaming = (name: string | undefined) => {
    if (name !== undefined && name !== targetName(selected)) {
      targets.rename(name);
    }
    flushSync(() => setIsRenaming(false));
    selectRef.current?.focus();
  };
  return (
    <div className="target-picker">
      <div className="field">
        <label className="field-label" htmlFor={fieldId}>
          {isRenaming ? "Name of the target" : "Target"}
        </label>
        {isRenaming ? (
          <input
            id={fieldId}
            ref={nameRef}
            type="text"
            defaultValue={targetName(selected)}
            onBlur={(event) => {
              targets.rename(event.target.value);
              setIsRenaming(false);
            }}
            onKeyDown={(event) => {
              if (event.key === "Enter" || event.key === "Escape") {
                event.preventDefault();
                stopRenaming(event.key === "Enter" ? event.currentTarget.value : undefined);
              }
            }}
          />
        ) : (
          <select
            id={fieldId}
            ref={selectRef}
            value={selected.id}
            onChange={(event) => targets.select(event.target.value)}
          >
            {all.map((target) => (
              <option key={target.id} value={target.id}>
                {targetName(target)}
              </option>
            ))}
          </select>
        )}
      </div>
      <Menu
        label="Change targets"
        className="icon-button"
        items={[
          { label: "New target", onSelect: targets.add },
          { label: "Rename …", onSelect: rename },
          { label: "Duplicate", onSelect: targets.duplicate },
          { label: "Delete", onSelect: targets.remove },
        ]}
      >
        <Dots />
      </Menu>
    </div>
  );
}
