/** An infinite list: the next page is fetched when the end of the last one scrolls into view. */
import { useInfiniteQuery } from "farcall/react";
import { useRef } from "react";
import { NotesService } from "../gen/demo/v1/notes_pb.ts";
import { formatCount } from "../model/format.ts";
import { ErrorNote } from "./error-note.tsx";
import { NoteRow } from "./note-row.tsx";
import { useReachedEnd } from "./use-reached-end.ts";

export function Archive() {
  const { data, error, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery(
    NotesService.method.listNotes,
    { notebook: "archive", pageSize: 50 },
    {
      pageParam: "pageToken",
      getNextPageParam: (last) => last.nextPageToken || undefined,
      staleTime: Number.POSITIVE_INFINITY, // the archive is read-only
    },
  );
  const notes = data?.pages.flatMap((page) => page.notes) ?? [];
  const total = data?.pages.at(-1)?.total ?? 0;

  const listRef = useRef<HTMLUListElement>(null);
  const loadMore = () => void (hasNextPage && !isFetching && fetchNextPage());
  useReachedEnd(listRef, notes.length, loadMore);

  return (
    <>
      <div className="list-head">
        <span role="status">{data ? `${formatCount(notes.length)} of ${formatCount(total)} notes` : "Loading …"}</span>
        <button type="button" className="button" aria-disabled={!hasNextPage || isFetching} onClick={loadMore}>
          {isFetching ? "Loading …" : hasNextPage ? "Load more" : "All loaded"}
        </button>
      </div>
      {error && <ErrorNote error={error} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable content has to be reachable by keyboard */}
      <ul className="note-list" tabIndex={0} aria-label="Archive" ref={listRef}>
        {notes.map((note) => (
          <NoteRow key={String(note.id)} note={note} />
        ))}
      </ul>
    </>
  );
}
