/** Tabs, following the ARIA Authoring Practices: one tab stop, arrow keys between them. */
import { type ReactNode, useId, useLayoutEffect, useRef } from "react";

export interface Tab<T extends string> {
  id: T;
  label: string;
  tone?: string | undefined;
  /** A count next to the label; empty for none. */
  note?: string | undefined;
}

export interface TabsProps<T extends string> {
  label: string;
  tabs: readonly Tab<T>[];
  selected: T;
  onSelect: (id: T) => void;
  /** Of the list. Default: "tabs". */
  className?: string | undefined;
  children: ReactNode;
}

export function Tabs<T extends string>({
  label,
  tabs,
  selected,
  onSelect,
  className = "tabs",
  children,
}: TabsProps<T>) {
  const prefix = useId();
  const listRef = useRef<HTMLDivElement>(null);
  // Where there is no room for all of them, the list scrolls.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once it is selected
  useLayoutEffect(() => {
    const list = listRef.current;
    const tab = list?.querySelector<HTMLElement>('[aria-selected="true"]');
    if (list && tab) {
      const [start, end] = [tab.offsetLeft - list.offsetLeft, tab.offsetLeft - list.offsetLeft + tab.offsetWidth];
      list.scrollLeft = Math.max(end - list.clientWidth, Math.min(list.scrollLeft, start));
    }
  }, [selected]);
  const move = (key: string): boolean => {
    const at = tabs.findIndex(({ id }) => id === selected);
    const steps: Record<string, number> = {
      ArrowRight: (at + 1) % tabs.length,
      ArrowLeft: (at + tabs.length - 1) % tabs.length,
      Home: 0,
      End: tabs.length - 1,
    };
    const target = Object.hasOwn(steps, key) ? steps[key] : undefined;
    const tab = target === undefined ? undefined : tabs[target];
    if (tab && target !== undefined) {
      onSelect(tab.id);
      listRef.current?.querySelectorAll<HTMLElement>("[role=tab]")[target]?.focus();
    }
    return tab !== undefined;
  };
  return (
    <>
      <div
        className={className}
        role="tablist"
        aria-label={label}
        ref={listRef}
        onKeyDown={(event) => {
          if (move(event.key)) {
            event.preventDefault();
          }
        }}
      >
        {tabs.map(({ id, label: text, tone, note }) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`${prefix}-${id}`}
            className={tone}
            aria-selected={id === selected}
            aria-controls={`${prefix}-panel`}
            tabIndex={id === selected ? 0 : -1}
            onClick={() => onSelect(id)}
          >
            {text}
            {note && <span className="tab-note">{note}</span>}
          </button>
        ))}
      </div>
      <div className="tab-panel" role="tabpanel" id={`${prefix}-panel`} aria-labelledby={`${prefix}-${selected}`}>
        {children}
      </div>
    </>
  );
}
