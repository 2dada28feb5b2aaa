import {
  type InfiniteData,
  QueryClient,
  skipToken,
  type UseInfiniteQueryResult,
  useInfiniteQuery as useTanStackInfiniteQuery,
  useMutation as useTanStackMutation,
  useQuery as useTanStackQuery,
  useSuspenseQuery as useTanStackSuspenseQuery,
} from "@tanstack/react-query";
import { type ConnectError, createConnectTransport } from "farcall";
import { createRpcQuery, optimisticUpdate, type StreamSnapshot, streamStore } from "farcall/query";
import { expectTypeOf } from "vitest";
import { DemoService, type SayResponse, type TickResponse } from "../playground/gen/demo/v1/demo_pb.ts";
import { type ListNotesResponse, type Note, NotesService } from "../playground/gen/demo/v1/notes_pb.ts";
import {
  useInfiniteQuery,
  useMutation,
  usePrefetchInfiniteQuery,
  usePrefetchQuery,
  useQueries,
  useQuery,
  useStream,
  useStreamEvents,
  useStreamStatus,
  useSuspenseQueries,
  useSuspenseQuery,
  useSuspenseStream,
} from "./index.ts";

const rpc = createRpcQuery({ transport: createConnectTransport({ baseUrl: "/" }) });
const client = new QueryClient();
const { say, tick, introduce, summarize, converse } = DemoService.method;
const { listNotes, addNote } = NotesService.method;

// Queries: data, error and the results of `select`.
const said = rpc.queryOptions(say, { sentence: "hi" });
expectTypeOf(useTanStackQuery(said).data).toEqualTypeOf<SayResponse | undefined>();
expectTypeOf(useTanStackQuery(said).error).toEqualTypeOf<ConnectError | null>();
expectTypeOf(useTanStackSuspenseQuery(said).data).toEqualTypeOf<SayResponse>();
expectTypeOf(client.fetchQuery(said)).resolves.toEqualTypeOf<SayResponse>();
expectTypeOf(client.getQueryData(said.queryKey)).toEqualTypeOf<SayResponse | undefined>();
expectTypeOf(useQuery(say, { sentence: "hi" }).data).toEqualTypeOf<SayResponse | undefined>();
expectTypeOf(useQuery(say, { sentence: "hi" }, { select: (data) => data.sentence.length }).data).toEqualTypeOf<
  number | undefined
>();
expectTypeOf(useSuspenseQuery(say, { sentence: "hi" }).data).toEqualTypeOf<SayResponse>();
expectTypeOf(useQuery(say, skipToken).data).toEqualTypeOf<SayResponse | undefined>();
expectTypeOf(rpc.service(DemoService).say.queryOptions({ sentence: "hi" })).toEqualTypeOf(said);

// Without an input: the empty request.
expectTypeOf(useQuery(say).data).toEqualTypeOf<SayResponse | undefined>();
expectTypeOf(useSuspenseQuery(say).data).toEqualTypeOf<SayResponse>();
expectTypeOf(useTanStackSuspenseQuery(rpc.queryOptions(say)).data).toEqualTypeOf<SayResponse>();
expectTypeOf(rpc.service(DemoService).say.queryOptions()).toEqualTypeOf(said);
usePrefetchQuery(say);

// With initial data, data is never undefined.
declare const response: SayResponse;
expectTypeOf(useQuery(say, {}, { initialData: response }).data).toEqualTypeOf<SayResponse>();
expectTypeOf(
  useQuery(say, {}, { initialData: () => response, select: ({ sentence }) => sentence.length }).data,
).toEqualTypeOf<number>();
expectTypeOf(useQuery(say, {}, { initialData: () => undefined }).data).toEqualTypeOf<SayResponse | undefined>();
expectTypeOf(useTanStackQuery(rpc.queryOptions(say, {}, { initialData: response })).data).toEqualTypeOf<SayResponse>();
expectTypeOf(
  useTanStackQuery(rpc.service(DemoService).say.queryOptions({}, { initialData: response })).data,
).toEqualTypeOf<SayResponse>();

// The options of a hook, passed to its prefetching counterpart; and options that only React has.
const length = { select: ({ sentence }: SayResponse) => sentence.length, staleTime: 1_000 };
expectTypeOf(useSuspenseQuery(say, {}, length).data).toEqualTypeOf<number>();
usePrefetchQuery(say, {}, length);
useQuery(say, {}, { subscribed: false });
useSuspenseQuery(say, {}, { subscribed: false });

// @ts-expect-error the data is the response of the call
useQuery(say, {}, { initialData: { sentence: "hi" } });

// @ts-expect-error no such field
rpc.queryOptions(say, { text: "hi" });

// @ts-expect-error a stream is not a query: use streamOptions
rpc.queryOptions(tick, {});

// @ts-expect-error a query that may be skipped cannot suspend
useTanStackSuspenseQuery(rpc.queryOptions(say, skipToken));

// @ts-expect-error a suspending query always fetches
useSuspenseQuery(say, { sentence: "hi" }, { enabled: false });

// @ts-expect-error headers belong to the call
rpc.queryOptions(say, { sentence: "hi" }, { headers: { authorization: "..." } });

// @ts-expect-error the key is made from the call
rpc.queryOptions(say, { sentence: "hi" }, { queryKey: ["mine"] });

// Pages: the field that selects the page, and its type.
const pages = rpc.infiniteQueryOptions(
  listNotes,
  { notebook: "a" },
  {
    pageParam: "pageToken",
    getNextPageParam(last) {
      expectTypeOf(last).toEqualTypeOf<ListNotesResponse>();
      return last.nextPageToken || undefined;
    },
  },
);
expectTypeOf(useTanStackInfiniteQuery(pages).data).toEqualTypeOf<InfiniteData<ListNotesResponse, string> | undefined>();
expectTypeOf(useInfiniteQuery(listNotes, {}, { pageParam: "pageSize", getNextPageParam: () => 7 })).toEqualTypeOf<
  UseInfiniteQueryResult<InfiniteData<ListNotesResponse, number>, ConnectError>
>();

const paging = { pageParam: "pageToken", getNextPageParam: (last: ListNotesResponse) => last.nextPageToken } as const;
const select = ({ pages }: InfiniteData<ListNotesResponse>) => pages.flatMap(({ notes }) => notes);
expectTypeOf(useInfiniteQuery(listNotes, {}, { ...paging, select, subscribed: false }).data).toEqualTypeOf<
  Note[] | undefined
>();
declare const first: InfiniteData<ListNotesResponse, string>;
expectTypeOf(useInfiniteQuery(listNotes, {}, { ...paging, initialData: first }).data).toEqualTypeOf<typeof first>();
expectTypeOf(
  useTanStackInfiniteQuery(rpc.infiniteQueryOptions(listNotes, {}, { ...paging, initialData: first })).data,
).toEqualTypeOf<typeof first>();
usePrefetchInfiniteQuery(listNotes, {}, paging);
usePrefetchInfiniteQuery(listNotes, {}, { ...paging, select, pages: 2 });

// @ts-expect-error a query that may be skipped cannot be prefetched
usePrefetchInfiniteQuery(listNotes, skipToken, paging);

// @ts-expect-error no such field
rpc.infiniteQueryOptions(listNotes, {}, { pageParam: "page", getNextPageParam: () => "" });

// @ts-expect-error the token is a string
rpc.infiniteQueryOptions(listNotes, {}, { pageParam: "pageToken", getNextPageParam: () => 7 });

// Several concurrent queries.
expectTypeOf(
  useQueries((each) => [each.queryOptions(say, { sentence: "hi" }), each.queryOptions(listNotes, {})])[1].data,
).toEqualTypeOf<ListNotesResponse | undefined>();

const all = useSuspenseQueries((each) => [each.queryOptions(say, { sentence: "hi" }), each.queryOptions(listNotes)]);
expectTypeOf(all[0].data).toEqualTypeOf<SayResponse>();
expectTypeOf(all[1].data).toEqualTypeOf<ListNotesResponse>();
expectTypeOf(
  useSuspenseQueries((each) => [each.queryOptions(say), each.queryOptions(listNotes)], {
    combine: ([one, other]) => `${one.data.sentence} ${other.data.total}`,
  }),
).toEqualTypeOf<string>();
useQueries((each) => [each.queryOptions(say)], { subscribed: false });

// @ts-expect-error a query that may be skipped cannot suspend
useSuspenseQueries((each) => [each.queryOptions(say, skipToken)]);

// Bypassing the cache.
const { signal } = new AbortController();
expectTypeOf(rpc.service(DemoService).say.call({}, { signal })).resolves.toEqualTypeOf<SayResponse>();
expectTypeOf(rpc.service(DemoService).say.callWithMetadata({}, { signal, timeoutMs: 1 })).toEqualTypeOf(
  rpc.callWithMetadata(say, {}),
);

// Mutations.
const add = rpc.mutationOptions(addNote, {
  invalidates: [NotesService, listNotes, said],
  optimistic: ({ text }) => [
    optimisticUpdate(rpc.queryOptions(listNotes, {}), (old) => {
      expectTypeOf(old).toEqualTypeOf<ListNotesResponse>();
      expectTypeOf(text).toEqualTypeOf<string | undefined>();
      return old;
    }),
  ],
});
expectTypeOf(useTanStackMutation(add).error).toEqualTypeOf<ConnectError | null>();
useMutation(addNote).mutate({ notebook: "a", text: "b" });
useMutation(summarize).mutate([{ sentence: "one" }, { sentence: "two" }]);

// @ts-expect-error no such field
useMutation(addNote).mutate({ title: "b" });

// @ts-expect-error a list of messages
useMutation(summarize).mutate({ sentence: "one" });

// @ts-expect-error the update has to have the type of the query's data
optimisticUpdate(said, () => ({ text: "?" }));

// Streams: the data of each mode.
expectTypeOf(useStream(tick, {}).data).toEqualTypeOf<readonly TickResponse[] | undefined>();
expectTypeOf(useStream(tick, {}, { mode: "latest" }).data).toEqualTypeOf<TickResponse | undefined>();
expectTypeOf(useStream(tick, {}, { select: (ticks) => ticks.length }).data).toEqualTypeOf<number | undefined>();
expectTypeOf(
  useStream(tick, {}, { mode: { initial: 0n, reduce: (sum, { index }) => sum + index } }).data,
).toEqualTypeOf<bigint | undefined>();
expectTypeOf(useSuspenseStream(tick, {}).data).toEqualTypeOf<readonly TickResponse[]>();
expectTypeOf(useSuspenseStream(tick, {}, { mode: "latest" }).data).toEqualTypeOf<TickResponse | undefined>();
expectTypeOf(useStream(converse, [{ sentence: "hi" }]).error).toEqualTypeOf<ConnectError | undefined>();
const ticks = rpc.streamOptions(tick, {}, { mode: "latest" });
expectTypeOf(useTanStackQuery(ticks).data).toEqualTypeOf<TickResponse | undefined>();
expectTypeOf(client.getQueryData(ticks.queryKey)).toEqualTypeOf<
  StreamSnapshot<TickResponse | undefined, TickResponse> | undefined
>();
expectTypeOf(streamStore(client).open(ticks).view.snapshot?.data).toEqualTypeOf<TickResponse | undefined>();
rpc.streamOptions(introduce, { name: "a" }, { resume: (latest, input) => ({ ...input, name: latest.sentence }) });

declare const mode: "latest" | "collect";
expectTypeOf(useStream(tick, {}, { mode }).data).toEqualTypeOf<TickResponse | readonly TickResponse[] | undefined>();
const sum = { mode: { initial: 0n, reduce: (total: bigint, { index }: TickResponse) => total + index } };
expectTypeOf(useStreamStatus(tick, {}, sum).attempt).toEqualTypeOf<number>();
useStreamEvents(tick, {}, { ...sum, onMessage: ({ index }) => expectTypeOf(index).toEqualTypeOf<bigint>() });

// @ts-expect-error a unary method is not a stream
useStream(say, { sentence: "hi" });

// @ts-expect-error no such mode
useStream(tick, {}, { mode: "first" });

// @ts-expect-error a reducer returns the type of its initial value
useStream(tick, {}, { mode: { initial: 0, reduce: () => "one" } });

// @ts-expect-error a bidirectional stream is opened with a list of messages
useStream(converse, { sentence: "hi" });

// @ts-expect-error streams reconnect instead of retrying
rpc.streamOptions(tick, {}, { retry: 3 });

// Filters.
rpc.key({ method: listNotes, input: { pageSize: 0 } });

// @ts-expect-error no such field
rpc.key({ method: listNotes, input: { page: 0 } });

rpc.key({ method: listNotes, scope: { tenant: 7 } });
rpc.key({ method: converse, input: [{ sentence: "hi" }] });
rpc.service(DemoService).converse.key({ input: [{}], scope: "a" });

// @ts-expect-error a bidirectional stream has a list of requests
rpc.key({ method: converse, input: { sentence: "hi" } });

// @ts-expect-error a scope needs a method
rpc.key({ service: NotesService, scope: "a" });

// @ts-expect-error a kind needs a method
rpc.key({ kind: "stream" });
