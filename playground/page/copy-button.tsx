/** A button that copies a text, which is created only on demand. */
import { useEffect, useRef, useState } from "react";

export interface CopyButtonProps {
  label: string;
  /** A long text takes a while. The signal is aborted when nobody waits for it any more. May fail with a short reason. */
  text: (signal: AbortSignal) => string | Promise<string>;
}

const busy = "Copying …";

export function CopyButton({ label, text }: CopyButtonProps) {
  const [state, setState] = useState<string>();
  const copying = useRef<AbortController>(undefined);
  useEffect(() => () => copying.current?.abort(), []);
  useEffect(() => {
    const timer = state === undefined || state === busy ? undefined : setTimeout(() => setState(undefined), 2000);
    return () => clearTimeout(timer);
  }, [state]);

  const copy = async () => {
    if (state === busy) {
      return;
    }
    const controller = new AbortController();
    copying.current = controller;
    let copied: string;
    try {
      const made = text(controller.signal);
      if (typeof made !== "string") {
        setState(busy);
      }
      copied = await made;
    } catch (error) {
      setState(error instanceof Error ? error.message : String(error));
      return;
    }
    try {
      await navigator.clipboard.writeText(copied);
      setState("Copied");
    } catch {
      setState("Copying failed"); // no permission, or not a secure context
    }
  };
  return (
    <button type="button" className="button-quiet" aria-disabled={state === busy} onClick={copy}>
      <span aria-live="polite">{state ?? label}</span>
    </button>
  );
}
