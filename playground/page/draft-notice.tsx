/** Says where the contents of the form came from, and what did not come along. */

export interface DraftOrigin {
  readonly title: string;
  readonly notes: readonly string[];
  /** What the user can do about it. */
  readonly actions?: readonly { readonly label: string; readonly onPress: () => void }[];
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
            {origin.actions && origin.actions.length > 0 && (
              <div className="button-row">
                {origin.actions.map(({ label, onPress }) => (
                  <button key={label} type="button" className="button" onClick={onPress}>
                    {label}
                  </button>
                ))}
              </div>
            )}
          </div>
          <button type="button" className="button-quiet" aria-label="Dismiss" onClick={onClose}>
            <span aria-hidden="true">✕</span>
          </button>
        </div>
      )}
    </div>
  );
}
