/** Notebooks in memory: a service whose data a page can list, add to and see change. */
import { create } from "@bufbuild/protobuf";
import { Code, ConnectError } from "farcall";
import { type Service, service } from "farcall/server";
import { type Note, NoteSchema, NotesService } from "../gen/demo/v1/notes_pb.ts";
import { pause } from "./pause.ts";

const archive = "archive";
const archivedNotes = 1000;
const firstNotes = ["Buy wool", "Knit a hat", "Feed the sheep"];
/** Number of notebooks to keep; the oldest is dropped first. */
const keptNotebooks = 500;
const keptNotes = 1000;
const longestMs = 60_000;

export function notesService(): Service {
  const notebooks = new Map<string, Note[]>();
  let lastId = 0n;
  const noteOf = (text: string) => {
    lastId++;
    return create(NoteSchema, { id: lastId, text, color: colorOf(lastId) });
  };
  /** Newest first. */
  const notesOf = (name: string): Note[] => {
    let notes = notebooks.get(name);
    if (!notes) {
      const texts =
        name === archive ? Array.from({ length: archivedNotes }, (_, index) => `Note ${index + 1}`) : firstNotes;
      notes = texts.map(noteOf).reverse();
      notebooks.set(name, notes);
      const [oldest] = notebooks.keys();
      if (notebooks.size > keptNotebooks && oldest !== undefined) {
        notebooks.delete(oldest);
      }
    }
    return notes;
  };

  return service(NotesService, {
    listNotes({ notebook, pageSize, pageToken }) {
      const notes = notesOf(notebook);
      const size = Math.min(pageSize || 20, 100);
      // A token is the note before the page: an offset would repeat notes when others are added.
      const start = pageToken === "" ? 0 : notes.findIndex(({ id }) => String(id) === pageToken) + 1;
      const page = notes.slice(start, start + size);
      const isLast = start + size >= notes.length;
      return { notes: page, nextPageToken: isLast ? "" : String(page.at(-1)?.id ?? ""), total: notes.length };
    },

    async addNote({ notebook, text, durationMs }, ctx) {
      if (text.trim() === "") {
        throw new ConnectError(Code.InvalidArgument, "text is empty: write something");
      }
      if (notebook === archive) {
        throw new ConnectError(Code.PermissionDenied, "the archive is read-only");
      }
      await pause(Math.min(durationMs, longestMs), ctx.signal);
      if (text.includes("refuse")) {
        throw new ConnectError(Code.FailedPrecondition, `"${text}" asks to be refused`);
      }
      const note = noteOf(text);
      const notes = notesOf(notebook);
      notes.unshift(note);
      notes.length = Math.min(notes.length, keptNotes);
      return { note };
    },
  });
}

/** Returns a distinct color for each note, light enough for text on it. */
function colorOf(id: bigint): Uint8Array {
  const hue = Number((id * 47n) % 360n);
  const channel = (offset: number) => {
    const k = (offset + hue / 30) % 12;
    return Math.round(255 * (0.85 - 0.12 * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  };
  return Uint8Array.of(channel(0), channel(8), channel(4));
}
