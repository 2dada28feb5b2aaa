/** Says where the contents of the form came from, and what did not come along. */

export interface DraftOrigin {
  readonly title: string;
  readonly notes: readonly string[];
  readonly isProblem: boolean;
}

export function DraftNotice({ origin, onClose }: { origin: DraftOrigin | undefined; onClose: () => void }) {
  return (
    <div role="status">
      {origin && (
        <div className={origin.isProblem ? "draft-notice refusal" : "draft-notice"}>
          <div>
            <strong>{origin.title}</strong>
            {origin.notes.map((note) => (
              <p key={note}>{note}</p>
            ))}
          </div>
          <button type="button" className="button-quiet" aria-label="Dismiss" onClick={onClose}>
            <span aria-hidden="true">✕</span>
          </button>
        </div>
      )}
    </div>
  );
}
