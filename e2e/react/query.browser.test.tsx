import { create } from "@bufbuild/protobuf";
import {
  QueryObserver,
  skipToken,
  useQueries as useTanStackQueries,
  useQuery as useTanStackQuery,
} from "@tanstack/react-query";
import { Code, createConnectTransport, type Interceptor, type RequestContext } from "farcall";
import { createRpcQuery, isRpcError, optimisticUpdate } from "farcall/query";
import {
  RpcProvider,
  useInfiniteQuery,
  useMutation,
  usePrefetchInfiniteQuery,
  usePrefetchQuery,
  useQueries,
  useQuery,
  useSuspenseInfiniteQuery,
  useSuspenseQueries,
  useSuspenseQuery,
} from "farcall/react";
import { Component, type ReactNode, Suspense } from "react";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { DemoService, type SayResponse, SayResponseSchema } from "../../playground/gen/demo/v1/demo_pb.ts";
import { type ListNotesResponse, NoteSchema, NotesService } from "../../playground/gen/demo/v1/notes_pb.ts";
import { holdAnswers } from "../hold-answers.ts";
import { openPage } from "./page.tsx";

const { say, fail, wait, echo, large, summarize } = DemoService.method;
const { listNotes, addNote } = NotesService.method;

/** Records the headers and timeouts of outgoing calls. */
function recordCalls() {
  const calls: { method: string; authorization: string | null; timeoutMs: number | undefined }[] = [];
  const interceptor: Interceptor = {
    interceptUnary(next, request, ctx) {
      const { method, requestHeaders, timeoutMs } = ctx as RequestContext;
      calls.push({ method: method.name, authorization: requestHeaders.get("authorization"), timeoutMs });
      return next(request, ctx);
    },
  };
  return { calls, interceptors: [interceptor] };
}

/** An error boundary that shows the error. */
class CatchAll extends Component<{ children: ReactNode }, { message?: string }> {
  override state: { message?: string } = {};
  static getDerivedStateFromError(error: unknown) {
    return { message: isRpcError(error) ? error.rawMessage : String(error) };
  }
  override render() {
    const { message } = this.state;
    return message === undefined ? this.props.children : <p>{`failed: ${message}`}</p>;
  }
}

describe("useQuery", () => {
  it("calls once in Strict Mode, and types the response", async () => {
    const page = openPage();
    function Say() {
      const { data, status } = useQuery(say, { sentence: "hi" });
      return <p>{`${status} ${data?.sentence}`}</p>;
    }
    page.show(<Say />);
    await page.says("success You said: hi");
    expect(await page.seen()).toMatchObject({ requests: 1, aborted: 0 });
  });

  it("does not retry an invalid call", async () => {
    const page = openPage();
    function Say() {
      const { error, failureCount } = useQuery(say, { sentence: " " });
      return <p>{`${error?.code} ${failureCount}`}</p>;
    }
    page.show(<Say />);
    await page.says("invalid_argument 1");
    expect(await page.seen()).toMatchObject({ requests: 1 });
  });

  it("retries a call while the server is unavailable", async () => {
    const page = openPage();
    function Fails() {
      const { error, status } = useQuery(fail, { code: 14, message: "later" }, { retryDelay: 1 });
      return <p>{`${status} ${error?.rawMessage}`}</p>;
    }
    page.show(<Fails />);
    await page.says("error later");
    expect(await page.seen()).toMatchObject({ requests: 4 });
  });

  it("does not retry a call whose response exceeds the limit", async () => {
    const page = openPage();
    const transport = createConnectTransport({ baseUrl: inject("addresses").demo, readMaxBytes: 100 });
    const rpc = createRpcQuery({ transport, defaults: { call: { headers: { "test-call": page.id } } } });
    function Large() {
      const { error, failureCount } = useQuery(large, { sizeBytes: 100_000 }, { retryDelay: 1 });
      return <p>{`${error?.code} ${failureCount}`}</p>;
    }
    page.show(
      <RpcProvider rpc={rpc}>
        <Large />
      </RpcProvider>,
    );
    await page.says("resource_exhausted 1");
    expect(await page.seen()).toMatchObject({ requests: 1 });
  });

  it("never retries if the QueryClient's defaults say so, also with TanStack's own hook", async () => {
    const page = openPage();
    page.queryClient.setDefaultOptions({ queries: { retry: false } });
    function Fails() {
      const ours = useQuery(fail, { code: 14, message: "ours" });
      const plain = useTanStackQuery(page.rpc.queryOptions(fail, { code: 14, message: "plain" }));
      return <p>{[ours, plain].map(({ error, status }) => `${status} ${error?.rawMessage}`).join()}</p>;
    }
    page.show(<Fails />);
    await page.says("error ours,error plain");
    expect(await page.seen()).toMatchObject({ requests: 2 });
  });

  it("retries by code also with TanStack's own hooks, with the delays of the QueryClient's defaults", async () => {
    const page = openPage();
    page.queryClient.setDefaultOptions({ queries: { retryDelay: 1 } });
    function Fails() {
      const later = useTanStackQuery(page.rpc.queryOptions(fail, { code: 14, message: "later" }));
      const never = useTanStackQuery(page.rpc.queryOptions(fail, { code: 3, message: "never" }));
      return <p>{[later, never].map(({ error, failureCount }) => `${error?.rawMessage} ${failureCount}`).join()}</p>;
    }
    page.show(<Fails />);
    await page.says("later 4,never 1");
    expect(await page.seen()).toMatchObject({ requests: 5 });
  });

  it("retries after an invalidation, even if some of its components have unmounted meanwhile", async () => {
    const page = openPage();
    page.queryClient.setDefaultOptions({ queries: { retryDelay: 1 } });
    const request = { code: 14, message: "later" };
    function Fails() {
      const { error, failureCount } = useQuery(fail, request);
      return <p>{`${error?.rawMessage} ${failureCount};`}</p>;
    }
    const Both = ({ both }: { both: boolean }) => (
      <>
        <Fails key="stays" />
        {both && <Fails key="goes" />}
      </>
    );
    page.show(<Both both={true} />);
    await page.says("later 4;later 4;");
    page.show(<Both both={false} />);
    await page.says(/^later 4;$/);
    await page.queryClient.invalidateQueries();
    expect(await page.seen()).toMatchObject({ requests: 8 });
  });

  it("does not retry prefetches, and retries the query of a suspending component", async () => {
    const page = openPage();
    page.queryClient.setDefaultOptions({ queries: { retryDelay: 1 } });
    const prefetched = page.rpc.queryOptions(fail, { code: 14, message: "prefetched" });
    await page.queryClient.prefetchQuery(prefetched);
    expect(await page.seen()).toMatchObject({ requests: 1 });
    function Suspends() {
      return <p>{useSuspenseQuery(fail, { code: 14, message: "suspended" }).status}</p>;
    }
    page.show(
      <CatchAll>
        <Suspense fallback="waiting">
          <Suspends />
        </Suspense>
      </CatchAll>,
    );
    await page.says("failed: suspended");
    expect(await page.seen()).toMatchObject({ requests: 5 });
  });

  it("shows nothing for a skipped input, and does not use the empty request", async () => {
    const page = openPage();
    function Says() {
      const known = useQuery(listNotes, {});
      const skipped = useQuery(listNotes, skipToken);
      return <p>{`${known.status} ${known.data?.total}; ${skipped.status} ${skipped.fetchStatus}`}</p>;
    }
    page.show(<Says />);
    await page.says("success 3; pending idle");
    await page.queryClient.invalidateQueries();
    await page.says("success 3; pending idle");
    expect(await page.seen()).toMatchObject({ requests: 2 });
  });

  it("makes the empty request without an input", async () => {
    const page = openPage();
    function Says() {
      const { data, queryKey } = { ...useQuery(listNotes), queryKey: page.rpc.queryOptions(listNotes, {}).queryKey };
      return <p>{`${data?.total} ${page.queryClient.getQueryData(queryKey)?.total}`}</p>;
    }
    page.show(<Says />);
    await page.says("3 3");
    expect((await page.rpc.service(NotesService).listNotes.callWithMetadata({})).message.total).toBe(3);
  });

  it("neither fetches nor observes while it is not subscribed, and starts with its initial data", async () => {
    const page = openPage();
    const initialData = create(SayResponseSchema, { sentence: "from the beginning" });
    function Says({ subscribed }: { subscribed: boolean }) {
      const { data } = useQuery(say, { sentence: "hi" }, { initialData, subscribed });
      return <p>{data.sentence}</p>;
    }
    page.show(<Says subscribed={false} />);
    await page.says("from the beginning");
    expect(await page.seen()).toMatchObject({ requests: 0 });
    page.show(<Says subscribed={true} />);
    await page.says("You said: hi");
    expect(await page.seen()).toMatchObject({ requests: 1 });
  });

  it("keeps the result of `select` if nothing in it has changed", async () => {
    const page = openPage();
    const seen = new Set<unknown>();
    function First({ round }: { round: number }) {
      const { data } = useQuery(listNotes, {}, { select: ({ notes, total }) => ({ first: notes[0], total }) });
      if (data) {
        seen.add(data);
      }
      return <p>{`${round} ${data?.first?.text}`}</p>;
    }
    for (const round of [1, 2, 3]) {
      page.show(<First round={round} />);
      await page.says(`${round} Feed the sheep`);
    }
    await page.queryClient.invalidateQueries();
    expect(seen.size).toBe(1);
  });

  it("is aborted on the server when nothing waits for it any more", async () => {
    const page = openPage();
    function Waits() {
      useQuery(wait, { durationMs: 60_000 });
      return <p>waiting</p>;
    }
    page.show(<Waits />);
    await page.says("waiting");
    await expect.poll(page.seen).toMatchObject({ requests: 1 });
    page.show(null);
    await expect.poll(page.seen).toMatchObject({ aborted: 1 });
  });

  it("puts no header value into keys, except those named by keyHeaders", async () => {
    const { calls, interceptors } = recordCalls();
    const page = openPage({ interceptors });
    const secret = "Bearer 7h3-s3cr3t";
    function Says() {
      const call = { headers: { authorization: secret, "accept-language": "de" }, timeoutMs: 60_000 };
      const plain = useQuery(say, { sentence: "a" }, { call });
      const scoped = useQuery(say, { sentence: "a" }, { call, scope: { user: 7 } });
      const byLanguage = useQuery(say, { sentence: "a" }, { call, keyHeaders: ["Accept-Language"] });
      return <p>{[plain, scoped, byLanguage].map(({ status }) => status).join()}</p>;
    }
    page.show(<Says />);
    await page.says("success,success,success");
    const keys = page.queryClient.getQueryCache().getAll();
    expect(keys).toHaveLength(3);
    expect(JSON.stringify(keys.map(({ queryKey, queryHash }) => [queryKey, queryHash]))).not.toContain("s3cr3t");
    expect(JSON.stringify(keys.map(({ queryKey }) => queryKey))).toContain('"accept-language":"de"');
    expect(calls.map(({ authorization }) => authorization)).toEqual([secret, secret, secret]);
    for (const { timeoutMs } of calls) {
      expect(timeoutMs).toBeGreaterThan(30_000);
      expect(timeoutMs).toBeLessThanOrEqual(60_000);
    }
  });

  it("keeps the identity of unchanged parts", async () => {
    const page = openPage();
    const notebook = crypto.randomUUID();
    const options = page.rpc.queryOptions(listNotes, { notebook });
    const fetchNotes = async () => {
      await page.queryClient.fetchQuery(options);
      return page.queryClient.getQueryData(options.queryKey) as ListNotesResponse;
    };
    const before = await fetchNotes();
    expect(await fetchNotes()).toBe(before);
    await page.rpc.call(addNote, { notebook, text: "fourth" });
    const after = await fetchNotes();
    expect(after).not.toBe(before);
    expect(after.notes).toHaveLength(4);

    // The three existing ones, unchanged.
    expect(after.notes.slice(1).map(({ text }) => text)).toEqual(before.notes.map(({ text }) => text));

    const [first, second, third] = after.notes;
    page.queryClient.setQueryData(options.queryKey, {
      ...after,
      notes: after.notes.map(({ id, text, color }) =>
        create(NoteSchema, { id, text: id === second?.id ? "changed" : text, color: color.slice() }),
      ),
    });
    const changed = page.queryClient.getQueryData(options.queryKey);
    expect(changed?.notes[0]).toBe(first);
    expect(changed?.notes[1]).toMatchObject({ id: second?.id, text: "changed" });
    expect(changed?.notes[1]?.color).toBe(second?.color);
    expect(changed?.notes[2]).toBe(third);
  });

  it("finds its calls by service, by method and by some fields of the request", async () => {
    const page = openPage();
    const { queryClient, rpc } = page;
    const calls = [rpc.queryOptions(listNotes, { notebook: "a" }), rpc.queryOptions(listNotes, { pageSize: 5 })];
    for (const options of [...calls, rpc.queryOptions(say, { sentence: "a" })]) {
      await queryClient.fetchQuery(options as (typeof calls)[0]);
    }
    const found = (queryKey: readonly unknown[]) => queryClient.getQueryCache().findAll({ queryKey }).length;
    expect(found(rpc.key())).toBe(3);
    expect(found(rpc.key({ service: NotesService }))).toBe(2);
    expect(found(rpc.key({ method: say }))).toBe(1);
    expect(found(rpc.key({ method: listNotes, input: { notebook: "a" } }))).toBe(1);
    expect(found(rpc.key({ method: listNotes, input: { pageSize: 0 } }))).toBe(1);
    expect(found(rpc.key({ method: listNotes, kind: "infinite" }))).toBe(0);
    expect(found(rpc.service(NotesService).listNotes.key())).toBe(2);
  });

  it("shares nothing with the same call through another transport", async () => {
    const [one, other] = [openPage(), openPage()];
    const key = one.rpc.queryOptions(say, { sentence: "a" }).queryKey;
    expect(other.rpc.queryOptions(say, { sentence: "a" }).queryKey).not.toEqual(key);
  });
});

describe("useSuspenseQuery, usePrefetchQuery and useQueries", () => {
  /** Keeps prefetched data fresh until the component mounts: the default for suspending hooks is only 1,000 ms. */
  const staleTime = 60_000;

  it("make one request for a call that is prefetched above a boundary", async () => {
    const page = openPage();
    function Inner() {
      return <p>{useSuspenseQuery(say, { sentence: "hi" }, { staleTime }).data.sentence}</p>;
    }
    function Outer() {
      usePrefetchQuery(say, { sentence: "hi" }, { staleTime });
      return (
        <Suspense fallback="waiting">
          <Inner />
        </Suspense>
      );
    }
    page.show(<Outer />);
    await page.says("You said: hi");
    expect(await page.seen()).toMatchObject({ requests: 1 });
  });

  it("call several methods concurrently for a suspending component", async () => {
    const { interceptor, letThrough } = holdAnswers(wait);
    const page = openPage({ interceptors: [interceptor] });
    function Both() {
      const [waited, notes] = useSuspenseQueries((rpc) => [
        rpc.queryOptions(wait, {}, { staleTime }),
        rpc.queryOptions(listNotes, { notebook: "several" }, { staleTime }),
      ]);
      const total = useSuspenseQueries((rpc) => [rpc.queryOptions(listNotes, { notebook: "several" }, { staleTime })], {
        combine: ([{ data }]) => data.total,
      });
      return <p>{`${typeof waited.data.waitedMs}; ${notes.data.total}; ${total}`}</p>;
    }
    page.show(
      <Suspense fallback="waiting">
        <Both />
      </Suspense>,
    );
    await expect.poll(page.seen).toMatchObject({ requests: 2 }); // while the first is pending
    await page.says("waiting");
    letThrough();
    await page.says("number; 3; 3");
    expect(await page.seen()).toMatchObject({ requests: 2 });
  });

  it("prefetch with the options of the component that will render", async () => {
    const page = openPage();
    const options = { select: ({ sentence }: SayResponse) => sentence.length, staleTime };
    function Inner() {
      return <p>{useSuspenseQuery(say, { sentence: "hi" }, options).data}</p>;
    }
    function Outer() {
      usePrefetchQuery(say, { sentence: "hi" }, options);
      return (
        <Suspense fallback="waiting">
          <Inner />
        </Suspense>
      );
    }
    page.show(<Outer />);
    await page.says("12");
    expect(await page.seen()).toMatchObject({ requests: 1 });
  });

  it("call several methods concurrently, each with its own type", async () => {
    const page = openPage();
    function Both() {
      const [said, notes] = useQueries((rpc) => [
        rpc.queryOptions(say, { sentence: "hi" }),
        rpc.queryOptions(listNotes, { notebook: "several" }),
      ]);
      const plain = useTanStackQueries({ queries: [page.rpc.queryOptions(say, { sentence: "hi" })] });
      return <p>{`${said.data?.sentence}; ${notes.data?.total}; ${plain[0].data?.sentence}`}</p>;
    }
    page.show(<Both />);
    await page.says("You said: hi; 3; You said: hi");
  });
});

describe("useInfiniteQuery", () => {
  it("fetches page after page, with headers and timeouts for each", async () => {
    const { calls, interceptors } = recordCalls();
    const page = openPage({ interceptors });
    let fetchNext: (() => unknown) | undefined;
    function List() {
      const { data, fetchNextPage } = useInfiniteQuery(
        listNotes,
        { notebook: "archive", pageSize: 30 },
        {
          pageParam: "pageToken",
          getNextPageParam: (last) => last.nextPageToken || undefined,
          call: { headers: { authorization: "Bearer t" }, timeoutMs: 60_000 },
        },
      );
      fetchNext = fetchNextPage;
      const notes = data?.pages.flatMap((each) => each.notes) ?? [];
      return <p>{`${notes.length} notes, ${new Set(notes.map(({ id }) => id)).size} of them different`}</p>;
    }
    page.show(<List />);
    await page.says("30 notes, 30 of them different");
    await fetchNext?.();
    await page.says("60 notes, 60 of them different");
    expect(calls).toHaveLength(2);
    for (const { authorization, timeoutMs } of calls) {
      expect(authorization).toBe("Bearer t");
      expect(timeoutMs).toBeGreaterThan(30_000);
      expect(timeoutMs).toBeLessThanOrEqual(60_000);
    }
  });

  it("returns the result of `select`, and keeps unchanged parts", async () => {
    const page = openPage();
    const seen = new Set<unknown>();
    function List() {
      const { data = [] } = useInfiniteQuery(
        listNotes,
        { notebook: page.id },
        {
          pageParam: "pageToken",
          getNextPageParam: (last) => last.nextPageToken || undefined,
          select: ({ pages }) => pages.flatMap(({ notes }) => notes),
        },
      );
      seen.add(data[0]);
      return <p>{data.map(({ text }) => text).join("; ")}</p>;
    }
    page.show(<List />);
    await page.says("Feed the sheep; Knit a hat; Buy wool");
    await page.queryClient.invalidateQueries();
    expect([...seen].filter((note) => note)).toHaveLength(1);
    await page.rpc.call(addNote, { notebook: page.id, text: "Dye it" });
    await page.queryClient.invalidateQueries();
    await page.says("Dye it; Feed the sheep; Knit a hat; Buy wool");
  });

  it("is prefetched above a boundary, with as many pages as requested", async () => {
    const page = openPage();
    const options = {
      pageParam: "pageToken",
      getNextPageParam: (last: ListNotesResponse) => last.nextPageToken || undefined,
      staleTime: 60_000,
    } as const;
    const request = { notebook: "archive", pageSize: 30 };
    function Inner() {
      return <p>{useSuspenseInfiniteQuery(listNotes, request, options).data.pages.length} pages</p>;
    }
    function Outer() {
      usePrefetchInfiniteQuery(listNotes, request, { ...options, pages: 2 });
      return (
        <Suspense fallback="waiting">
          <Inner />
        </Suspense>
      );
    }
    page.show(<Outer />);
    await page.says("2 pages");
    expect(await page.seen()).toMatchObject({ requests: 2 });
  });

  it("suspends until there is a first page", async () => {
    const page = openPage();
    function List() {
      const { data } = useSuspenseInfiniteQuery(
        listNotes,
        { notebook: "archive" },
        { pageParam: "pageToken", getNextPageParam: (last) => last.nextPageToken || undefined },
      );
      return <p>{data.pages[0]?.notes.length} at first</p>;
    }
    page.show(
      <Suspense fallback="waiting">
        <List />
      </Suspense>,
    );
    await page.says("20 at first");
  });
});

describe("useMutation", () => {
  function Notebook({ notebook, text }: { notebook: string; text: string }) {
    const list = useQuery(listNotes, { notebook });
    const add = useMutation(addNote, {
      invalidates: [NotesService],
      optimistic: (request) => [
        optimisticUpdate(page.rpc.queryOptions(listNotes, { notebook }), (old) => ({
          ...old,
          notes: [create(NoteSchema, { text: `${request.text} (saving)` }), ...old.notes],
        })),
      ],
      call: { headers: { authorization: "Bearer m" }, timeoutMs: 60_000 },
    });
    return (
      <>
        <p>{list.data?.notes.map((note) => note.text).join("; ")}</p>
        <button type="button" onClick={() => add.mutate({ notebook, text })}>
          Add
        </button>
        <i>
          {add.status} {add.error?.code}
        </i>
      </>
    );
  }
  let page: ReturnType<typeof openPage>;

  it("shows its change immediately, and then the server's result", async () => {
    const { calls, interceptors } = recordCalls();
    const { interceptor, letThrough } = holdAnswers(addNote);
    page = openPage({ interceptors: [...interceptors, interceptor] });
    page.show(<Notebook notebook={page.id} text="Dye it" />);
    await page.says("Feed the sheep");
    page.element.querySelector("button")?.click();
    await page.says(/^Dye it \(saving\); .*pending/);
    letThrough("Dye it");
    await page.says(/^Dye it; .*success/);
    expect(calls.find(({ method }) => method === "AddNote")).toMatchObject({ authorization: "Bearer m" });
    expect(calls.find(({ method }) => method === "AddNote")?.timeoutMs).toBeGreaterThan(30_000);
    expect(calls.map(({ method }) => method)).toEqual(["ListNotes", "AddNote", "ListNotes"]);
  });

  it("rolls it back when the server refuses", async () => {
    const { interceptor, letThrough } = holdAnswers(addNote);
    page = openPage({ interceptors: [interceptor] });
    page.show(<Notebook notebook={page.id} text="please refuse" />);
    await page.says("Feed the sheep");
    page.element.querySelector("button")?.click();
    await page.says(/^please refuse \(saving\)/);
    letThrough("please refuse");
    await page.says(/^Feed the sheep.*error failed_precondition/);
  });

  describe("alongside others", () => {
    /** Creates a cached notebook, and mutations that add to its front and succeed or fail when released. */
    async function openNotebook() {
      const { interceptor, letThrough } = holdAnswers(addNote);
      page = openPage({ interceptors: [interceptor] });
      const { queryClient, rpc } = page;
      const options = rpc.queryOptions(listNotes, { notebook: page.id });
      await queryClient.fetchQuery(options);
      const texts = () => queryClient.getQueryData(options.queryKey)?.notes.map(({ text }) => text) ?? [];
      const saved: string[] = [];
      const add = (text: string) =>
        queryClient
          .getMutationCache()
          .build(
            queryClient,
            rpc.mutationOptions(addNote, {
              invalidates: () => {
                saved.push(text);
                return [NotesService];
              },
              optimistic: () => [
                optimisticUpdate(options, (old) => ({ ...old, notes: [create(NoteSchema, { text }), ...old.notes] })),
              ],
            }),
          )
          .execute({ notebook: page.id, text });
      return { queryClient, options, texts, saved, add, letThrough };
    }
    const before = ["Feed the sheep", "Knit a hat", "Buy wool"];

    it.each([
      ["refuse a", "refuse b"],
      ["refuse b", "refuse a"],
    ])("rolls back only its own change when '%s' comes before '%s'", async (first, second) => {
      const { texts, add, letThrough } = await openNotebook();
      const refused = new Map(
        ["refuse a", "refuse b"].map((text) => {
          const outcome = add(text).then(
            () => "saved",
            ({ code }) => code,
          );
          return [text, outcome];
        }),
      );
      await expect.poll(texts).toEqual(["refuse b", "refuse a", ...before]);
      letThrough(first);
      expect(await refused.get(first)).toBe(Code.FailedPrecondition);
      expect(texts()).toEqual([second, ...before]);
      letThrough(second);
      expect(await refused.get(second)).toBe(Code.FailedPrecondition);
      expect(texts()).toEqual(before);
    });

    it("is not overwritten by the refetch of an earlier one", async () => {
      const { queryClient, options, texts, saved, add, letThrough } = await openNotebook();
      onTestFinished(new QueryObserver(queryClient, { ...options, staleTime: 60_000 }).subscribe(() => {}));
      const a = add("a");
      await expect.poll(page.seen).toMatchObject({ requests: 2, open: 0 }); // so that the server has it before b
      const b = add("b");
      await expect.poll(texts).toEqual(["b", "a", ...before]);
      letThrough("a");
      await expect.poll(() => saved).toEqual(["a"]);
      expect(texts()).toEqual(["b", "a", ...before]);
      letThrough("b");
      await Promise.all([a, b]);
      expect(texts()).toEqual(["b", "a", ...before]);
      expect(await page.seen()).toMatchObject({ requests: 4 }); // once again for both
    });

    it("neither lingers nor blocks others when a callback or an update throws", async () => {
      const { queryClient, options, texts, add, letThrough } = await openNotebook();
      letThrough("x");
      letThrough("y");
      const mistake = new RangeError("mine");
      const fail = () => {
        throw mistake;
      };
      const optimistic = () => [
        optimisticUpdate(options, (old) => ({ ...old, notes: [create(NoteSchema, { text: "x" }), ...old.notes] })),
      ];
      for (const callbacks of [
        { optimistic, onMutate: fail },
        { optimistic: () => [...optimistic(), optimisticUpdate(options, fail)] },
      ]) {
        const mutation = queryClient
          .getMutationCache()
          .build(queryClient, page.rpc.mutationOptions(addNote, { ...callbacks, invalidates: [NotesService] }));
        await expect(mutation.execute({ notebook: page.id, text: "x" })).rejects.toBe(mistake);
        expect(texts()).toEqual(before);
      }

      // The server has it, although a callback of the page fails.
      const saved = queryClient
        .getMutationCache()
        .build(queryClient, page.rpc.mutationOptions(addNote, { optimistic, onSuccess: fail }));
      await expect(saved.execute({ notebook: page.id, text: "x" })).rejects.toBe(mistake);
      expect(texts()).toEqual(["x", ...before]);

      await add("y");
      expect(queryClient.getQueryState(options.queryKey)?.isInvalidated).toBe(true);
    });

    it("refetches if something else has changed the data since", async () => {
      const { queryClient, options, add, texts, letThrough } = await openNotebook();
      const refused = add("refuse a");
      await expect.poll(texts).toHaveLength(4);
      queryClient.setQueryData(options.queryKey, (old) => old && { ...old, total: 200 });
      letThrough("refuse a");
      await expect(refused).rejects.toMatchObject({ code: Code.FailedPrecondition });
      expect(queryClient.getQueryState(options.queryKey)?.isInvalidated).toBe(true);
    });
  });

  it("settles even if it invalidates an endless stream", async () => {
    page = openPage();
    const { queryClient, rpc } = page;
    const ticks = rpc.streamOptions(DemoService.method.tick, { perSecond: 100, count: 0n });
    await queryClient.fetchQuery(ticks);
    const mutation = queryClient
      .getMutationCache()
      .build(queryClient, rpc.mutationOptions(addNote, { invalidates: [DemoService.method.tick] }));
    await mutation.execute({ notebook: page.id, text: "a" });
    expect(mutation.state.status).toBe("success");
  });

  it("sends many messages to a client-streaming method", async () => {
    page = openPage();
    const summary = await page.rpc.call(summarize, [{ sentence: "one two" }, { sentence: "three" }]);
    expect(summary).toMatchObject({ sentences: 2, words: 3 });
  });
});

describe("createRpcQuery", () => {
  it("makes calls that bypass the cache, optionally with headers and trailers", async () => {
    const page = openPage();
    const { message, headers, trailers } = await page.rpc.callWithMetadata(echo, {
      headers: { "demo-a": "1" },
      trailers: { "demo-b": "2" },
    });
    expect(message.received["test-call"]).toBe(page.id);
    expect(headers.get("demo-a")).toBe("1");
    expect(trailers.get("demo-b")).toBe("2");
    expect(page.queryClient.getQueryCache().getAll()).toEqual([]);
  });
});
