/** Selects the attempt to show, for a call that was sent more than once. */
import type { Row } from "farcall/devtools";

export interface AttemptChoiceProps {
  row: Row;
  selected: number;
  onSelect: (attempt: number) => void;
}

export function AttemptChoice({ row, selected, onSelect }: AttemptChoiceProps) {
  return (
    <label className="attempt-choice">
      Attempt
      <select value={selected} onChange={(event) => onSelect(Number(event.target.value))}>
        {row.attempts.map(({ status, failure }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: attempts are only added
          <option key={index} value={index}>
            {`${index + 1} of ${row.attempts.length}: ${status === undefined ? (failure ?? "no response") : `HTTP ${status}`}`}
          </option>
        ))}
      </select>
    </label>
  );
}
