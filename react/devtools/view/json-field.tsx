/**
 * A field for JSON that validates its content during typing.
 *
 * Not an editor, on purpose: the playground's is 113 kB gzipped, more than the whole panel including React, and seven
 * packages that everyone would install with this one, for a field that most never open.
 */
import { useEffect, useId, useState } from "react";

export interface JsonFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** @returns what is wrong, undefined if nothing is */
  check: (value: string) => string | undefined;
  /** Ctrl or Cmd and Enter. */
  onSubmit: () => void;
}

const pauseMs = 250;

export function JsonField({ label, value, onChange, check, onSubmit }: JsonFieldProps) {
  const id = useId();
  const [problem, setProblem] = useState<string>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: when typing has paused
  useEffect(() => {
    const timer = setTimeout(() => setProblem(check(value)), pauseMs);
    return () => clearTimeout(timer);
  }, [value]);
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        className="code"
        rows={Math.min(16, Math.max(4, value.split("\n").length + 1))}
        spellCheck={false}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-problem`}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            onSubmit();
          }
        }}
      />
      <p id={`${id}-problem`} className={problem ? "problem" : "unseen"} role="status">
        {problem}
      </p>
    </>
  );
}
