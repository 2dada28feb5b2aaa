/** A text field with its label, and below it what is wrong with its value. */
import { useId } from "react";

export interface TextFieldProps {
  className: string;
  /** Identifies the field for code that focuses it. */
  name: string;
  label: string;
  value: string;
  placeholder: string;
  /** Given only after an attempt to send, because an unfinished URL is invalid too. */
  problem: string | undefined;
  inputMode?: "numeric";
  onChange: (value: string) => void;
}

export function TextField({
  className,
  name,
  label,
  value,
  placeholder,
  problem,
  inputMode,
  onChange,
}: TextFieldProps) {
  const problemId = useId();
  return (
    <div className={className}>
      <label>
        <span className="field-label">{label}</span>
        <input
          type="text"
          name={name}
          value={value}
          placeholder={placeholder}
          inputMode={inputMode ?? "text"}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          aria-invalid={problem !== undefined}
          aria-describedby={problem && problemId}
          onChange={(event) => onChange(event.target.value)}
        />
      </label>
      {problem && (
        <p className="problem" id={problemId}>
          {problem}
        </p>
      )}
    </div>
  );
}
