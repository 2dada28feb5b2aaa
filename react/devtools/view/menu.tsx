/** A menu button, following the ARIA Authoring Practices. */
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { activeElementOf } from "./active-element.ts";

export interface MenuItem {
  label: string;
  /** A short explanation, next to its name. */
  hint?: string;
  /** For an item that stays on. */
  isChecked?: boolean;
  isDisabled?: boolean;
  onSelect: (from: HTMLElement) => void;
}

export interface MenuProps {
  label: string;
  /** The content of the button. Default: its label. */
  children?: ReactNode;
  className?: string;
  /** A small triangle after the label. */
  hasCaret?: boolean;
  items: readonly MenuItem[];
}

export function Menu({ label, children, hasCaret = false, className = "button-quiet", items }: MenuProps) {
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  const rootRef = useRef<HTMLDivElement>(null);
  const entries = () => [...(rootRef.current?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? [])];
  const close = () => {
    setIsOpen(false);
    rootRef.current?.querySelector("button")?.focus();
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: once it has opened
  useEffect(() => {
    if (isOpen) {
      entries()[0]?.focus();
    }
  }, [isOpen]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (!isOpen) {
      return;
    }
    const all = entries();
    const at = all.indexOf(activeElementOf(rootRef.current) as HTMLElement);
    const targets: Record<string, number> = {
      ArrowDown: (at + 1) % all.length,
      ArrowUp: (at + all.length - 1) % all.length,
      Home: 0,
      End: all.length - 1,
    };
    if (event.key === "Escape") {
      event.stopPropagation();
      close();
    } else if (event.key === "Tab") {
      setIsOpen(false);
    } else if (Object.hasOwn(targets, event.key)) {
      event.preventDefault();
      all[targets[event.key] ?? 0]?.focus();
    }
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of its items
    <div
      className="menu"
      ref={rootRef}
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) {
          setIsOpen(false);
        }
      }}
    >
      <button
        type="button"
        className={className}
        aria-label={children ? label : undefined}
        title={children ? label : undefined}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setIsOpen(!isOpen)}
      >
        {children ?? label}
        {hasCaret && <span className="caret" aria-hidden="true" />}
      </button>
      {isOpen && (
        <div className="menu-items" id={id} role="menu" aria-label={label}>
          {items.map(({ label: text, hint, isChecked, isDisabled, onSelect }) => (
            // biome-ignore lint/a11y/useAriaPropsSupportedByRole: the role that takes it is chosen with it
            <button
              key={text}
              type="button"
              role={isChecked === undefined ? "menuitem" : "menuitemcheckbox"}
              aria-checked={isChecked}
              disabled={isDisabled}
              tabIndex={-1}
              onClick={(event) => {
                const button = event.currentTarget.closest(".menu")?.querySelector("button") ?? event.currentTarget;
                close();
                onSelect(button);
              }}
            >
              <span className="menu-check" aria-hidden="true">
                {isChecked ? "✓" : ""}
              </span>
              <span>{text}</span>
              {hint && <span className="quiet menu-hint">{hint}</span>}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
