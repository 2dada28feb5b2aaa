/** Keyboard shortcuts that work wherever the focus is. */
import { useEffect, useEffectEvent } from "react";

const isApple = /Mac|iPhone|iPad/.test(navigator.platform);

/** As labeled on the user's keyboard. */
export const sendKeys = isApple ? "⌘ ↵" : "Ctrl ↵";

export interface Shortcuts {
  onSend: () => void;
  /** Returns true if there was something to cancel. */
  onEscape: () => boolean;
}

export function useShortcuts({ onSend, onEscape }: Shortcuts): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    // A dialog has keys of its own.
    if (event.isComposing || document.querySelector("dialog[open]")) {
      return;
    }
    const isSend = event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.repeat;
    if (isSend) {
      onSend();
    }
    const isEscape = event.key === "Escape" && !isListOpen(event.target);
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
function isListOpen(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("[aria-autocomplete][aria-controls]") !== null;
}
