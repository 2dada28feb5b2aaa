/** The keys that work wherever the focus is. */
import { useEffect, useEffectEvent } from "react";

const isApple = /Mac|iPhone|iPad/.test(navigator.platform);

/** As it is written on the keyboard in front of the reader. */
export const sendKeys = isApple ? "⌘ ↵" : "Ctrl ↵";

export interface Shortcuts {
  onSend: () => void;
  /** True if there was something to cancel. */
  onEscape: () => boolean;
}

export function useShortcuts({ onSend, onEscape }: Shortcuts): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.isComposing) {
      return;
    }
    const isSend = event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.repeat;
    if (isSend) {
      onSend();
    }
    if (isSend || (event.key === "Escape" && onEscape())) {
      event.preventDefault();
      event.stopPropagation();
    }
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    // While it is captured: the editor has a use of its own for Ctrl+Enter.
    window.addEventListener("keydown", listener, { capture: true });
    return () => window.removeEventListener("keydown", listener, { capture: true });
  }, []);
}
