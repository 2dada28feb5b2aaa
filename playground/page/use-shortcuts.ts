/** Keyboard shortcuts that work wherever in the playground the focus is. */
import { type RefObject, useEffect } from "react";
import { innerTarget, useEventScope } from "./event-scope.ts";
import { useEvent } from "./use-event.ts";

const isApple = typeof navigator === "object" && /Mac|iPhone|iPad/.test(navigator.platform);

/** As labeled on the user's keyboard. */
export const sendKeys = isApple ? "⌘ ↵" : "Ctrl ↵";

export interface Shortcuts {
  onSend: () => void;
  /** Returns true if there was something to cancel. */
  onEscape: () => boolean;
  root: RefObject<Element | null>;
}

export function useShortcuts({ onSend, onEscape, root }: Shortcuts): void {
  const isMeant = useEventScope();
  const onKeyDown = useEvent((event: KeyboardEvent) => {
    // A dialog has keys of its own.
    if (event.isComposing || !isMeant(event) || root.current?.querySelector("dialog[open]")) {
      return;
    }
    const isSend = event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.repeat;
    if (isSend) {
      onSend();
    }
    const isEscape = event.key === "Escape" && !isListOpen(innerTarget(event));
    if (isSend || (isEscape && onEscape())) {
      event.preventDefault();
      event.stopPropagation();
    }
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    // In the capture phase, because the editor binds Ctrl+Enter itself.
    window.addEventListener("keydown", listener, { capture: true });
    return () => window.removeEventListener("keydown", listener, { capture: true });
  }, []);
}

/** Escape first closes the list of an editor or of a combobox. */
function isListOpen(target: Element | undefined): boolean {
  return target !== undefined && target.closest("[aria-autocomplete][aria-controls]") !== null;
}
