/** The application with Farcall. */
import { create } from "@bufbuild/protobuf";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createConnectTransport } from "farcall";
import { bearerAuth } from "farcall/interceptors";
import { createRpcQuery, optimisticUpdate } from "farcall/query";
import { RpcProvider, useMutation, useQueries, useQuery, useStream } from "farcall/react";
import { DemoService } from "../../../playground/gen/demo/v1/demo_pb.ts";
import { NoteSchema, NotesService } from "../../../playground/gen/demo/v1/notes_pb.ts";
import { session } from "../session.ts";
import { FeedView, limit, NotesView, notebook, notebooks, start, TotalsView, toast } from "../views.tsx";

const { listNotes, addNote } = NotesService.method;
const { follow } = DemoService.method;

// #region auth
const auth = bearerAuth(({ expired }) => (expired ? session.refresh() : session.token));
const transport = createConnectTransport({ baseUrl: location.origin, interceptors: [auth] });
// #endregion
const rpc = createRpcQuery({ transport });
const queryClient = new QueryClient();

function Totals() {
  const totals = useQueries((rpc) => notebooks.map((notebook) => rpc.queryOptions(listNotes, { notebook })));
  return <TotalsView totals={totals.map(({ data }) => data?.total)} />;
}

function Notes() {
  const { data } = useQuery(listNotes, { notebook });
  // #region mutation
  const { mutate } = useMutation(addNote, {
    optimistic: ({ text }) => [
      optimisticUpdate(rpc.queryOptions(listNotes, { notebook }), (old) => ({
        ...old,
        notes: [create(NoteSchema, { text }), ...old.notes],
        total: old.total + 1,
      })),
    ],
    invalidates: [listNotes],
    onError: ({ rawMessage }) => toast(rawMessage),
  });
  // #endregion
  return <NotesView notes={data?.notes} onAdd={(text) => mutate({ notebook, text })} />;
}

function Feed() {
  // #region stream
  const { data } = useStream(follow, {}, { limit, resume: ({ sequence }) => ({ after: sequence }) });
  // #endregion
  return <FeedView events={data} />;
}

start(
  <QueryClientProvider client={queryClient}>
    <RpcProvider rpc={rpc}>
      <Totals />
      <Notes />
      <Feed />
    </RpcProvider>
  </QueryClientProvider>,
);
