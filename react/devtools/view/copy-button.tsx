/** A button that copies a text, which is created on demand. */
import { useState } from "react";
import { copyText } from "./copy-text.ts";
import { usePanel } from "./panel-context.ts";

export function CopyButton({ label, text }: { label: string; text: () => string | Promise<string> }) {
  const { say } = usePanel();
  const [isDone, setIsDone] = useState(false);
  const copy = async (from: Element) => {
    const problem = await copyText(from, text);
    say(problem ?? "Copied.");
    setIsDone(problem === undefined);
    setTimeout(() => setIsDone(false), 1500);
  };
  return (
    <button type="button" className="button-quiet" onClick={(event) => void copy(event.currentTarget)}>
      {isDone ? "Copied" : label}
    </button>
  );
}
