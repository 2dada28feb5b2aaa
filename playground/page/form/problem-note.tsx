/** The sentence below a control whose value does not fit. */
export function ProblemNote({ id, problem }: { id: string; problem: string | undefined }) {
  return problem ? (
    <p className="problem" id={id}>
      {problem}
    </p>
  ) : null;
}

/** The attributes that connect a control with its sentence. */
export function problemProps(id: string, problem: string | undefined) {
  return { "aria-invalid": problem !== undefined, "aria-describedby": problem && id };
}
