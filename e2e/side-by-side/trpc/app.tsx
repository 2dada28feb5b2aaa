/** The application with tRPC. */
import { QueryClient, QueryClientProvider, useMutation, useQueries, useQuery } from "@tanstack/react-query";
import { createTRPCClient, httpBatchLink, httpSubscriptionLink, retryLink, splitLink } from "@trpc/client";
import { createTRPCOptionsProxy, useSubscription } from "@trpc/tanstack-react-query";
import { useState } from "react";
import type { AppRouter, FeedEvent } from "../server/trpc-router.ts";
import { session } from "../session.ts";
import { FeedView, limit, NotesView, notebook, notebooks, start, TotalsView, toast } from "../views.tsx";

// #region auth
let renewal: Promise<string> | undefined;
const authorize = async () => ({ authorization: `Bearer ${(await renewal) ?? session.token}` });
// #endregion
const url = "/trpc";
const client = createTRPCClient<AppRouter>({
  links: [
    // #region auth
    retryLink({
      retry({ error, op, attempts }) {
        if (error.data?.code !== "UNAUTHORIZED" || (op.type !== "subscription" && attempts > 1)) {
          return false;
        }
        renewal ??= session.refresh().finally(() => (renewal = undefined));
        return true;
      },
    }),
    // #endregion
    splitLink({
      condition: ({ type }) => type === "subscription",
      // #region auth
      true: httpSubscriptionLink({ url, connectionParams: authorize }),
      false: httpBatchLink({ url, headers: authorize }),
      // #endregion
    }),
  ],
});
const queryClient = new QueryClient();
const trpc = createTRPCOptionsProxy<AppRouter>({ client, queryClient });

function Totals() {
  const totals = useQueries({ queries: notebooks.map((notebook) => trpc.listNotes.queryOptions({ notebook })) });
  return <TotalsView totals={totals.map(({ data }) => data?.total)} />;
}

function Notes() {
  const { data } = useQuery(trpc.listNotes.queryOptions({ notebook }));
  // #region mutation
  const queryKey = trpc.listNotes.queryKey({ notebook });
  const { mutate } = useMutation(
    trpc.addNote.mutationOptions({
      async onMutate({ text }) {
        await queryClient.cancelQueries({ queryKey });
        const before = queryClient.getQueryData(queryKey);
        queryClient.setQueryData(
          queryKey,
          (old) => old && { ...old, notes: [{ id: 0, text }, ...old.notes], total: old.total + 1 },
        );
        return { before };
      },
      onError({ message }, _, context) {
        queryClient.setQueryData(queryKey, context?.before);
        toast(message);
      },
      onSettled: () => queryClient.invalidateQueries({ queryKey }),
    }),
  );
  // #endregion
  return <NotesView notes={data?.notes} onAdd={(text) => mutate({ notebook, text })} />;
}

function Feed() {
  // #region stream
  const [events, setEvents] = useState<FeedEvent[]>([]);
  useSubscription(
    trpc.follow.subscriptionOptions(undefined, {
      onData: ({ data }) => setEvents((events) => [...events, data].slice(-limit)),
    }),
  );
  // #endregion
  return <FeedView events={events} />;
}

start(
  <QueryClientProvider client={queryClient}>
    <Totals />
    <Notes />
    <Feed />
  </QueryClientProvider>,
);
