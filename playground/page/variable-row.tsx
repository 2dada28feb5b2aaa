/** One variable of an environment. */
import type { Variable } from "../model/environments.ts";

export interface VariableRowProps {
  variable: Variable;
  label: string;
  onChange: (changed: Variable) => void;
  onRemove: () => void;
}

export function VariableRow({ variable, label, onChange, onRemove }: VariableRowProps) {
  const { name, value, isSecret } = variable;
  return (
    <div className="variable-row">
      <input
        type="text"
        aria-label={`Name of ${label}`}
        placeholder="name"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        value={name}
        onChange={(event) => onChange({ ...variable, name: event.target.value })}
      />
      <input
        type={isSecret ? "password" : "text"}
        aria-label={`Value of ${label}`}
        placeholder="value"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange({ ...variable, value: event.target.value })}
      />
      <label className="checkbox">
        <input
          type="checkbox"
          checked={isSecret}
          onChange={(event) => onChange({ ...variable, isSecret: event.target.checked })}
        />
        Secret
      </label>
      <button type="button" className="button-quiet" aria-label={`Remove ${label}`} title="Remove" onClick={onRemove}>
        <span aria-hidden="true">✕</span>
      </button>
    </div>
  );
}
