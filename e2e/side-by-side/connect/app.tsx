/** The application with connect-web and connect-query. */
import { create } from "@bufbuild/protobuf";
import { Code, ConnectError, createClient, type Interceptor } from "@connectrpc/connect";
import {
  createConnectQueryKey,
  createQueryOptions,
  TransportProvider,
  useMutation,
  useQuery,
} from "@connectrpc/connect-query";
import { createConnectTransport } from "@connectrpc/connect-web";
import {
  QueryClient,
  QueryClientProvider,
  experimental_streamedQuery as streamedQuery,
  useQueries,
  useQuery as useTanStackQuery,
} from "@tanstack/react-query";
import { DemoService, type FollowResponse } from "../../../playground/gen/demo/v1/demo_pb.ts";
import { NoteSchema, NotesService } from "../../../playground/gen/demo/v1/notes_pb.ts";
import { session } from "../session.ts";
import { FeedView, limit, NotesView, notebook, notebooks, start, TotalsView, toast } from "../views.tsx";

const { listNotes, addNote } = NotesService.method;

// #region auth
let renewal: Promise<string> | undefined;
const renew = () => (renewal ??= session.refresh().finally(() => (renewal = undefined)));
const isRefused = (error: unknown) => ConnectError.from(error).code === Code.Unauthenticated;
const auth: Interceptor = (next) => async (request) => {
  const token = (await renewal) ?? session.token;
  request.header.set("authorization", `Bearer ${token}`);
  try {
    return await next(request);
  } catch (error) {
    if (!isRefused(error)) {
      throw error;
    }
    request.header.set("authorization", `Bearer ${token === session.token ? await renew() : session.token}`);
    return next(request);
  }
};
const transport = createConnectTransport({ baseUrl: "/", useBinaryFormat: true, interceptors: [auth] });
// #endregion
const demo = createClient(DemoService, transport);
const queryClient = new QueryClient();

function Totals() {
  const totals = useQueries({
    queries: notebooks.map((notebook) => createQueryOptions(listNotes, { notebook }, { transport })),
  });
  return <TotalsView totals={totals.map(({ data }) => data?.total)} />;
}

function Notes() {
  const { data } = useQuery(listNotes, { notebook });
  // #region mutation
  const queryKey = createConnectQueryKey({ schema: listNotes, input: { notebook }, transport, cardinality: "finite" });
  const { mutate } = useMutation(addNote, {
    async onMutate({ text = "" }) {
      await queryClient.cancelQueries({ queryKey });
      const before = queryClient.getQueryData(queryKey);
      queryClient.setQueryData(
        queryKey,
        (old) => old && { ...old, notes: [create(NoteSchema, { text }), ...old.notes], total: old.total + 1 },
      );
      return { before };
    },
    onError({ rawMessage }, _, context) {
      queryClient.setQueryData(queryKey, context?.before);
      toast(rawMessage);
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey }),
  });
  // #endregion
  return <NotesView notes={data?.notes} onAdd={(text) => mutate({ notebook, text })} />;
}

function Feed() {
  // #region stream
  const { data } = useTanStackQuery({
    queryKey: ["feed"],
    queryFn: streamedQuery({
      streamFn: ({ client, queryKey, signal }) =>
        demo.follow({ after: client.getQueryData<FollowResponse[]>(queryKey)?.at(-1)?.sequence }, { signal }),
      reducer: (events: FollowResponse[], event: FollowResponse) => [...events, event].slice(-limit),
      initialValue: [],
      refetchMode: "append",
    }),
    staleTime: Number.POSITIVE_INFINITY,
    // #endregion
    // #region auth
    retry(_, error) {
      if (isRefused(error)) {
        void renew();
      }
      return true;
    },
    // #endregion
    // #region stream
  });
  // #endregion
  return <FeedView events={data} />;
}

start(
  <QueryClientProvider client={queryClient}>
    <TransportProvider transport={transport}>
      <Totals />
      <Notes />
      <Feed />
    </TransportProvider>
  </QueryClientProvider>,
);
