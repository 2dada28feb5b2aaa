/** Copies a text, which is made only when it is wanted. */
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
      setOutcome("refused"); // no permission, or a page that is not served securely
    }
  };
  return (
    <button type="button" className="button-quiet" onClick={copy}>
      <span aria-live="polite">
        {outcome === "copied" ? "Copied" : outcome === "refused" ? "The browser refused" : label}
      </span>
    </button>
  );
}
