/** The sentence below a control: why its value does not fit, or what its variables stand for. */
import type { LeafFacts } from "../../model/form-input.ts";

export function ProblemNote({ id, problem, filled }: Partial<LeafFacts> & { id: string }) {
  return (
    <>
      {filled && <p className="form-note">{filled}</p>}
      {problem && (
        <p className="problem" id={id}>
          {problem}
        </p>
      )}
    </>
  );
}

/** The attributes that connect a control with its sentence. */
export function problemProps(id: string, problem: string | undefined) {
  return { "aria-invalid": problem !== undefined, "aria-describedby": problem && id };
}
