/** A colored row for a note in a list. */
import type { Note } from "../gen/demo/v1/notes_pb.ts";

export interface NoteRowProps {
  note: Note;
  /** The server does not have it yet. */
  isSaving?: boolean;
}

export function NoteRow({ note: { id, text, color }, isSaving = false }: NoteRowProps) {
  const [red, green, blue] = color;
  return (
    <li className={isSaving ? "note is-saving" : "note"}>
      <span className="swatch" style={isSaving ? undefined : { background: `rgb(${red} ${green} ${blue})` }} />
      <span className="note-text">{text}</span>
      <span className="note-id">{isSaving ? "saving" : `#${id}`}</span>
    </li>
  );
}
