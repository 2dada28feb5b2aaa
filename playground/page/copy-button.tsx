/** A button that copies a text, which is created only on demand. */
import { useEffect, useState } from "react";

export function CopyButton({ label, text }: { label: string; text: () => string }) {
  const [outcome, setOutcome] = useState<"copied" | "refused">();
  useEffect(() => {
    const timer = outcome && setTimeout(() => setOutcome(undefined), 2000);
    return () => clearTimeout(timer);
  }, [outcome]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
      setOutcome("copied");
    } catch {
      setOutcome("refused"); // no permission, or not a secure context
    }
  };
  return (
    <button type="button" className="button-quiet" onClick={copy}>
      <span aria-live="polite">
        {outcome === "copied" ? "Copied" : outcome === "refused" ? "Copying failed" : label}
      </span>
    </button>
  );
}
