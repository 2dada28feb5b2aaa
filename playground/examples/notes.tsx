/** A mutation whose note appears in the list before the server responds, and disappears if the server refuses it. */
import { create } from "@bufbuild/protobuf";
import { optimisticUpdate } from "farcall/query";
import { useMutation, useQuery, useRpc } from "farcall/react";
import { type FormEvent, useState } from "react";
import { NoteSchema, NotesService } from "../gen/demo/v1/notes_pb.ts";
import { ErrorNote } from "./error-note.tsx";
import { NoteRow } from "./note-row.tsx";
import { useNotebook } from "./use-notebook.ts";

/** The id of a note until the server assigns one. */
const savingId = -1n;

export function Notes() {
  const notebook = useNotebook();
  const [text, setText] = useState("");
  const rpc = useRpc();
  const list = useQuery(NotesService.method.listNotes, { notebook });

  const add = useMutation(NotesService.method.addNote, {
    optimistic: (request) => [
      optimisticUpdate(rpc.queryOptions(NotesService.method.listNotes, { notebook }), (before) => ({
        ...before,
        notes: [create(NoteSchema, { id: savingId, text: request.text }), ...before.notes],
        total: before.total + 1,
      })),
    ],
    // Only this notebook: the archive below is another call of the same method.
    invalidates: [{ queryKey: rpc.key({ method: NotesService.method.listNotes, input: { notebook } }) }],
    onError: (_, refused) => setText((current) => current || (refused.text ?? "")),
  });

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!add.isPending) {
      add.mutate({ notebook, text, durationMs: 1500 });
      setText("");
    }
  };

  return (
    <>
      <form className="example-controls" onSubmit={onSubmit}>
        <label className="field grow">
          <span className="field-label">Note (refused if it contains "refuse")</span>
          <input type="text" value={text} autoComplete="off" onChange={(event) => setText(event.target.value)} />
        </label>
        <button type="submit" className="button" aria-disabled={add.isPending}>
          {add.isPending ? "Saving …" : "Add"}
        </button>
      </form>
      {add.error && <ErrorNote error={add.error} />}
      {list.error && <ErrorNote error={list.error} />}
      <p className="list-head" role="status">
        {list.data ? `${list.data.total} notes` : "Loading …"}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable content has to be reachable by keyboard */}
      <ul className="note-list is-short" tabIndex={0} aria-label="Notes">
        {list.data?.notes.map((note) => (
          <NoteRow key={String(note.id)} note={note} isSaving={note.id === savingId} />
        ))}
      </ul>
    </>
  );
}
