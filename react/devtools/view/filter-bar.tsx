/** The filter, with completions below it. */
import { type KeyboardEvent, useId, useMemo, useRef, useState } from "react";
import type { Call } from "../model/call.ts";
import type { completeFilter } from "../model/complete-filter.ts";
import type { Term } from "../model/filter.ts";
import { CloseIcon, FilterIcon } from "./icons.tsx";

export interface FilterBarProps {
  text: string;
  terms: readonly Term[];
  calls: readonly Call[];
  onChange: (text: string) => void;
  /** Escape in an empty filter, or an arrow down without completions. */
  onLeave: () => void;
}

export function FilterBar({ text, terms, calls, onChange, onLeave }: FilterBarProps) {
  const id = useId();
  const inputRef = useRef<HTMLInputElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const [active, setActive] = useState<number>();
  const [complete, setComplete] = useState<typeof completeFilter>();
  const completions = useMemo(() => (isOpen && complete ? complete(text, calls) : []), [isOpen, complete, text, calls]);
  const problem = terms.find((term) => term.problem)?.problem;

  const accept = (index: number) => {
    const completion = completions[index];
    if (completion) {
      onChange(completion.text);
      setActive(undefined);
      inputRef.current?.focus();
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event;
    if (key === "Escape") {
      event.stopPropagation();
      if (isOpen && completions.length > 0) {
        setIsOpen(false);
      } else if (text !== "") {
        onChange("");
      } else {
        onLeave();
      }
      setActive(undefined);
    } else if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      if (completions.length > 0) {
        const step = key === "ArrowDown" ? 1 : -1;
        setActive(((active ?? (step > 0 ? -1 : 0)) + step + completions.length) % completions.length);
      } else if (!isOpen && key === "ArrowDown" && text === "") {
        setIsOpen(true);
      } else {
        onLeave();
      }
    } else if ((key === "Enter" || key === "Tab") && active !== undefined) {
      event.preventDefault();
      accept(active);
    } else if (key === "Enter") {
      setIsOpen(false);
      onLeave();
    }
  };

  return (
    <div className="filter">
      <span className="filter-icon">
        <FilterIcon />
      </span>
      <input
        ref={inputRef}
        data-focus="filter"
        type="text"
        role="combobox"
        aria-label="Filter"
        aria-expanded={completions.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={active === undefined ? undefined : `${id}-${active}`}
        aria-describedby={problem ? `${id}-problem` : undefined}
        placeholder="Filter: text, status:error, duration:>1s, -method:Ping"
        spellCheck={false}
        autoComplete="off"
        value={text}
        onChange={(event) => {
          onChange(event.target.value);
          setIsOpen(event.target.value !== "");
          setActive(undefined);
        }}
        onClick={() => setIsOpen(true)}
        onFocus={() => {
          void import("../model/complete-filter.ts").then((loaded) => setComplete(() => loaded.completeFilter));
        }}
        onBlur={() => setIsOpen(false)}
        onKeyDown={onKeyDown}
      />
      {problem && (
        <span className="filter-problem" id={`${id}-problem`} role="status">
          {problem}
        </span>
      )}
      {text !== "" && (
        <button
          type="button"
          className="icon-button"
          aria-label="Clear filter"
          title="Clear filter"
          onClick={() => onChange("")}
        >
          <CloseIcon />
        </button>
      )}
      <div
        className="completions"
        id={`${id}-list`}
        role="listbox"
        aria-label="Suggestions"
        hidden={completions.length === 0}
      >
        {completions.map(({ label, hint }, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the input, which has the focus, handles the keys
          // biome-ignore lint/a11y/useFocusableInteractive: as above
          <div
            key={label}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => accept(index)}
          >
            <span className="completion-label">{label}</span>
            <span className="completion-hint">{hint}</span>
          </div>
        ))}
      </div>
    </div>
  );
}
