/** A modal dialog: the browser keeps the focus inside, and closes it with Esc. */
import { type ReactNode, useId, useLayoutEffect, useRef } from "react";

export interface DialogProps {
  title: string;
  className?: string;
  onClose: () => void;
  children: ReactNode;
}

export function Dialog({ title, className = "", onClose, children }: DialogProps) {
  const titleId = useId();
  const ref = useRef<HTMLDialogElement>(null);
  // Before it is removed, after which the browser would no longer give the focus back.
  useLayoutEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={ref}
      className={`dialog ${className}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.nativeEvent.isComposing && !isFullSearch(event.target)) {
          event.preventDefault();
          onClose();
        }
      }}
      onClick={(event) => event.target === ref.current && onClose()}
    >
      <div className="dialog-content">
        <header className="dialog-head">
          <h2 id={titleId}>{title}</h2>
          <button type="button" className="button-quiet" onClick={onClose}>
            Close
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}

/** Esc first clears a search field. WebKit's would keep the key for itself when empty as well. */
function isFullSearch(target: EventTarget): boolean {
  return target instanceof HTMLInputElement && target.type === "search" && target.value !== "";
}
