/** A text field with its label, and below it what is wrong with its value. */
import { useId } from "react";

export interface TextFieldProps {
  className: string;
  /** Identifies the field for code that focuses it. */
  name: string;
  label: string;
  value: string;
  placeholder: string;
  problem: string | undefined;
  isRefused: boolean;
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
  isRefused,
  inputMode,
  onChange,
}: TextFieldProps) {
  const problemId = useId();
  // Only after an attempt to send, because an unfinished URL is invalid too. Not on blur, where the new line would move
  // the button away from under the pointer that is pressing it.
  const shown = isRefused ? problem : undefined;
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
          aria-invalid={shown !== undefined}
          aria-describedby={shown && problemId}
          onChange={(event) => onChange(event.target.value)}
        />
      </label>
      {shown && (
        <p className="problem" id={problemId}>
          {shown}
        </p>
      )}
    </div>
  );
}
