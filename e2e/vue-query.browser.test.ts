/** `farcall/query` in a Vue application: the options are passed to TanStack's own functions unchanged. */
import { create, isMessage, toBinary } from "@bufbuild/protobuf";
import { QueryClient, skipToken, useInfiniteQuery, useMutation, useQuery, VueQueryPlugin } from "@tanstack/vue-query";
import { type Code, createConnectTransport, type Interceptor } from "farcall";
import { createRpcQuery, optimisticUpdate, streamStore } from "farcall/query";
import { describe, expect, expectTypeOf, inject, it, onTestFinished, vi } from "vitest";
import { computed, createApp, defineComponent, h, isProxy, onScopeDispose, ref } from "vue";
import { DemoService, type TickResponse } from "../playground/gen/demo/v1/demo_pb.ts";
import { type ListNotesResponse, type Note, NoteSchema, NotesService } from "../playground/gen/demo/v1/notes_pb.ts";
import { holdAnswers } from "./hold-answers.ts";
import { seen } from "./servers/script.ts";

const { say, tick, fail } = DemoService.method;
const { listNotes, addNote } = NotesService.method;

/** Vue's bundler build reads these first, and warns if they are missing. */
vi.hoisted(() =>
  Object.assign(globalThis, {
    __VUE_OPTIONS_API__: true,
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: false,
  }),
);

/** Creates an application whose only component is what `setup` returns; console warnings fail the test. */
function openApp(...interceptors: Interceptor[]) {
  const { demo } = inject("addresses");
  const id = crypto.randomUUID();
  const queryClient = new QueryClient();
  const transport = createConnectTransport({ baseUrl: demo, interceptors });
  const rpc = createRpcQuery({ transport, defaults: { call: { headers: { "test-call": id } } } });
  const element = document.body.appendChild(document.createElement("div"));
  const spies = [vi.spyOn(console, "error"), vi.spyOn(console, "warn")];
  let unmount = () => {};
  onTestFinished(() => {
    unmount();
    queryClient.clear();
    transport.close();
    element.remove();
    const complaints = spies.flatMap((spy) => spy.mock.calls);
    vi.restoreAllMocks();
    expect(complaints).toEqual([]);
  });
  return {
    id,
    rpc,
    queryClient,
    element,
    seen: () => seen(demo, id),
    mount(setup: () => () => unknown) {
      const app = createApp(defineComponent({ setup: () => setup() as () => never }));
      app.use(VueQueryPlugin, { queryClient }).mount(element);
      unmount = () => app.unmount();
      return app;
    },
    async says(text: string | RegExp) {
      await expect.poll(() => element.textContent, { interval: 10 }).toMatch(text);
    },
  };
}

describe("Vue's useQuery", () => {
  it("accepts rpc.queryOptions, types its data and its error, and follows a reactive input", async () => {
    const { rpc, mount, says } = openApp();
    const sentence = ref<string>();
    mount(() => {
      const { data, error } = useQuery(
        computed(() => rpc.queryOptions(say, sentence.value === undefined ? skipToken : { sentence: sentence.value })),
      );
      const failed = useQuery(() => rpc.queryOptions(fail, { code: 5, message: "gone" }));
      expectTypeOf(data.value?.sentence).toEqualTypeOf<string | undefined>();
      expectTypeOf(failed.error.value?.code).toEqualTypeOf<Code | undefined>();
      return () => h("p", `${data.value?.sentence}; ${error.value?.code}; ${failed.error.value?.code}`);
    });
    await says("undefined; undefined; not_found");
    sentence.value = "hi";
    await says("You said: hi");
    sentence.value = "ho";
    await says("You said: ho");
  });

  it("returns read-only proxies of messages, in which int64 and bytes work", async () => {
    const { rpc, mount, says, id } = openApp();
    let note: Readonly<Note> | undefined;
    mount(() => {
      const { data } = useQuery(rpc.queryOptions(listNotes, { notebook: id }));
      return () => {
        note = data.value?.notes[0];
        return h("p", note?.text);
      };
    });
    await says("Feed the sheep");
    expect(isProxy(note)).toBe(true);
    expect(isMessage(note, NoteSchema)).toBe(true);
    expect(typeof note?.id).toBe("bigint");
    expect(note?.color).toBeInstanceOf(Uint8Array);
    expect(isProxy(note?.color)).toBe(false);
    expect(note && toBinary(NoteSchema, note)).toEqual(note && toBinary(NoteSchema, create(NoteSchema, { ...note })));
  });

  it("returns the messages themselves with `shallow`", async () => {
    const { rpc, queryClient, mount, says, id } = openApp();
    const options = rpc.queryOptions(listNotes, { notebook: id });
    let shown: Readonly<ListNotesResponse> | undefined;
    mount(() => {
      const { data } = useQuery({ ...options, shallow: true });
      return () => {
        shown = data.value;
        return h("p", shown?.notes[0]?.text);
      };
    });
    await says("Feed the sheep");
    expect(shown).toBe(queryClient.getQueryData(options.queryKey));
  });

  it("keeps the identity of unchanged parts, so that a computed value is not computed again", async () => {
    const { rpc, queryClient, mount, says, id } = openApp();
    const options = rpc.queryOptions(listNotes, { notebook: id });
    let computations = 0;
    mount(() => {
      const { data } = useQuery(options);
      const first = computed(() => data.value?.notes.find(({ text }) => text === "Buy wool"));
      const text = computed(() => {
        computations++;
        return first.value?.text;
      });
      return () => h("p", `${data.value?.notes.length} ${text.value}`);
    });
    await says("3 Buy wool");
    const before = computations;
    queryClient.setQueryData(
      options.queryKey,
      (old) =>
        old && { ...old, notes: [...old.notes.map((note) => create(NoteSchema, { ...note })), create(NoteSchema)] },
    );
    await says("4 Buy wool");
    expect(computations).toBe(before);
  });

  it("accepts rpc.streamOptions: one connection for all, which ends with the last component", async () => {
    const { rpc, mount, says, seen } = openApp();
    const options = rpc.streamOptions(tick, { perSecond: 100, count: 0n }, { lingerMs: 50 });
    const latest = rpc.streamOptions(tick, { perSecond: 100, count: 0n }, { mode: "latest", lingerMs: 50 });
    const app = mount(() => {
      const { data } = useQuery({ ...options, shallow: true });
      const again = useQuery(options);
      const last = useQuery(latest);
      expectTypeOf(last.data.value).toEqualTypeOf<TickResponse | undefined>();
      return () => {
        const ticks = data.value ?? [];
        const isWhole = ticks.every(({ index }, position) => index === BigInt(position));
        return h(
          "p",
          `${ticks.length > 10 && again.data.value?.length && last.data.value ? "many" : "few"} ${isWhole}`,
        );
      };
    });
    await says("many true");
    expect(await seen()).toMatchObject({ requests: 2, aborted: 0 }); // one for each mode
    app.unmount();
    await expect.poll(seen).toMatchObject({ requests: 2, aborted: 2 });
  });

  it("shows the status of a stream with the store's handle", async () => {
    const { rpc, queryClient, mount, says } = openApp();
    const options = rpc.streamOptions(tick, { perSecond: 100, count: 5n });
    mount(() => {
      const { data } = useQuery(options);
      const handle = streamStore(queryClient).handle(options);
      const status = ref(handle.view.connection.status);
      onScopeDispose(
        handle.subscribe(() => {
          status.value = handle.view.connection.status;
        }),
      );
      return () => h("p", `${status.value} ${data.value?.length}`);
    });
    await says("complete 5");
  });
});

describe("Vue's useInfiniteQuery", () => {
  it("accepts rpc.infiniteQueryOptions", async () => {
    const { rpc, mount, says, seen } = openApp();
    let fetchNext: (() => unknown) | undefined;
    mount(() => {
      const { data, fetchNextPage, hasNextPage } = useInfiniteQuery(
        rpc.infiniteQueryOptions(
          listNotes,
          { notebook: "archive", pageSize: 30 },
          { pageParam: "pageToken", getNextPageParam: (last) => last.nextPageToken || undefined },
        ),
      );
      fetchNext = fetchNextPage;
      return () => {
        const notes = data.value?.pages.flatMap((page) => page.notes) ?? [];
        return h(
          "p",
          `${notes.length} notes, ${new Set(notes.map(({ id }) => id)).size} different, ${hasNextPage.value}`,
        );
      };
    });
    await says("30 notes, 30 different, true");
    await fetchNext?.();
    await says("60 notes, 60 different, true");
    expect(await seen()).toMatchObject({ requests: 2 });
  });
});

describe("Vue's useMutation", () => {
  it("accepts rpc.mutationOptions, shows the optimistic change and then the server's result", async () => {
    const { interceptor, letThrough } = holdAnswers(addNote);
    const { rpc, mount, says, id, element } = openApp(interceptor);
    mount(() => {
      const list = useQuery(rpc.queryOptions(listNotes, { notebook: id }));
      const { mutate, status, error } = useMutation(
        rpc.mutationOptions(addNote, {
          invalidates: [NotesService],
          optimistic: (request) => [
            optimisticUpdate(rpc.queryOptions(listNotes, { notebook: id }), (old) => ({
              ...old,
              notes: [create(NoteSchema, { text: `${request.text} (saving)` }), ...old.notes],
            })),
          ],
        }),
      );
      const add = (text: string) => () => mutate({ notebook: id, text });
      return () => [
        h("p", list.data.value?.notes.map(({ text }) => text).join("; ")),
        h("button", { onClick: add("Dye it") }),
        h("button", { onClick: add("please refuse") }),
        h("i", `${status.value} ${error.value?.code}`),
      ];
    });
    await says("Feed the sheep");
    const [fine, refused] = element.querySelectorAll("button");
    fine?.click();
    await says(/^Dye it \(saving\); .*pending/);
    letThrough("Dye it");
    await says(/^Dye it; .*success/);
    refused?.click();
    await says(/^please refuse \(saving\)/);
    letThrough("please refuse");
    await says(/^Dye it; .*error failed_precondition/);
  });
});
