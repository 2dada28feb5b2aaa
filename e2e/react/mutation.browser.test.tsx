/** Mutations alongside queries and each other, against a server whose responses the test controls. */
import { create } from "@bufbuild/protobuf";
import {
  dehydrate,
  hydrate,
  type Mutation,
  MutationCache,
  onlineManager,
  QueryClient,
  QueryObserver,
} from "@tanstack/react-query";
import { Code, ConnectError, type Transport } from "farcall";
import {
  createRpcQuery,
  type OptimisticUpdate,
  optimisticUpdate,
  type RpcMutationOptions,
  rpcSerialization,
} from "farcall/query";
import { RpcProvider, useMutation, useQuery } from "farcall/react";
import { createInMemoryTransport, service } from "farcall/server";
import { describe, expect, it, onTestFinished } from "vitest";
import { NoteSchema, NotesService } from "../../playground/gen/demo/v1/notes_pb.ts";
import { openPage } from "./page.tsx";

const { listNotes, addNote } = NotesService.method;
type AddOptions = RpcMutationOptions<typeof addNote>;

const refused = { code: Code.FailedPrecondition };

/** Starts a server with notebooks of one note each; held requests wait until they are released. */
function openServer() {
  const held = new Map<string, Promise<void>>();
  const notebooks = new Map<string, string[]>();
  const requests: string[] = [];
  const notesOf = (notebook: string) => notebooks.get(notebook) ?? ["before"];
  const transport = createInMemoryTransport({
    services: [
      service(NotesService, {
        async listNotes({ notebook }) {
          requests.push(`list ${notebook}`);
          const notes = notesOf(notebook).map((text) => ({ text }));
          await held.get(`list ${notebook}`);
          return { notes };
        },
        async addNote({ notebook, text }) {
          requests.push(`add ${text}`);
          await held.get(`add ${text}`);
          if (text.startsWith("refuse")) {
            throw new ConnectError(Code.FailedPrecondition, "refused");
          }
          notebooks.set(notebook, [text, ...notesOf(notebook)]);
          return { note: { text } };
        },
      }),
    ],
  });
  onTestFinished(() => transport.close());
  return {
    transport,
    /** Returns the number of requests with this name. */
    count: (name: string) => requests.filter((request) => request === name).length,
    /** Holds later requests with this name until the returned function is called. */
    hold(name: string): () => void {
      let letGo = () => {};
      held.set(name, new Promise((resolve) => (letGo = resolve)));
      return () => {
        held.delete(name);
        letGo();
      };
    },
  };
}

/** Creates a client of that server, with a cache and mutations that add to notebooks. */
function openClient(transport: Transport, mutationCache?: MutationCache) {
  const queryClient = new QueryClient({ mutationCache });
  const rpc = createRpcQuery({ transport, transportKey: "notes" });
  onTestFinished(() => queryClient.clear());
  const list = (notebook: string) => rpc.queryOptions(listNotes, { notebook });
  /** Adds a note to the front of a notebook, marked as unsaved. */
  const guess = (notebook: string, text: string): OptimisticUpdate =>
    optimisticUpdate(list(notebook), (old) => ({
      ...old,
      notes: [create(NoteSchema, { text: `${text}?` }), ...old.notes],
    }));
  const add = (notebook: string, text: string, options: AddOptions = {}) => {
    const mutation = queryClient.getMutationCache().build(queryClient, rpc.mutationOptions(addNote, options));
    const done = mutation.execute({ notebook, text });
    done.catch(() => {}); // tests that expect a failure await it
    return { mutation, done, status: () => mutation.state.status };
  };
  return {
    queryClient,
    rpc,
    list,
    guess,
    add,
    /** Adds a note, and resolves when the server has done so and the mutation waits for its invalidations. */
    async addAndWait(notebook: string, text: string, options: AddOptions = {}) {
      let isAnswered = false;
      const onSuccess = () => {
        isAnswered = true;
      };
      const added = add(notebook, text, { invalidates: [listNotes], onSuccess, ...options });
      await expect.poll(() => isAnswered).toBe(true);
      expect(added.status()).toBe("pending");
      return added;
    },
    /** Adds a note optimistically. */
    addAtOnce: (notebook: string, text: string, options: AddOptions = {}) =>
      add(notebook, text, { optimistic: () => [guess(notebook, text)], ...options }),
    state: (notebook: string) => queryClient.getQueryState(list(notebook).queryKey),
    texts: (notebook: string) =>
      queryClient
        .getQueryData(list(notebook).queryKey)
        ?.notes.map(({ text }) => text)
        .join(),
    /** Observes notebooks until the test ends, and waits for their data. */
    async watch(...notebooks: string[]) {
      for (const notebook of notebooks) {
        onTestFinished(new QueryObserver(queryClient, list(notebook)).subscribe(() => {}));
        await expect.poll(() => queryClient.getQueryData(list(notebook).queryKey)).toBeDefined();
      }
    },
  };
}

function goOffline(): void {
  onlineManager.setOnline(false);
  onTestFinished(() => onlineManager.setOnline(true));
}

describe("an optimistic mutation and the query that it changes", () => {
  it("does not touch a query that is loading for the first time", async () => {
    const server = openServer();
    const rpc = createRpcQuery({ transport: server.transport });
    const page = openPage();
    const letListGo = server.hold("list a");
    function Notebook() {
      const notes = useQuery(listNotes, { notebook: "a" });
      const { mutate, status } = useMutation(addNote, {
        optimistic: () => [optimisticUpdate(rpc.queryOptions(listNotes, { notebook: "a" }), (old) => old)],
      });
      return (
        <button type="button" onClick={() => mutate({ notebook: "a", text: "refuse" })}>
          {`${notes.status} ${notes.data?.notes.length} ${status}`}
        </button>
      );
    }
    page.show(
      <RpcProvider rpc={rpc}>
        <Notebook />
      </RpcProvider>,
    );
    await page.says("pending undefined idle");
    page.element.querySelector("button")?.click();
    await page.says("pending undefined error");
    letListGo();
    await page.says("success 1 error");
    expect(server.count("list a")).toBe(1);
  });

  it("treats data loaded in the meantime as stale, because it may be older than the change", async () => {
    const server = openServer();
    const { queryClient, list, addAtOnce, state, texts } = openClient(server.transport);
    const letListGo = server.hold("list a");
    const loading = queryClient.fetchQuery(list("a"));
    const letAddGo = server.hold("add one");
    const { done } = addAtOnce("a", "one");
    await expect.poll(() => server.count("list a")).toBe(1);
    await expect.poll(() => server.count("add one")).toBe(1);
    letListGo();
    await loading;
    letAddGo();
    await done;
    expect(texts("a")).toBe("before");
    expect(state("a")?.isInvalidated).toBe(true);
  });

  for (const [text, outcome, shown] of [
    ["refuse", "refused", "before"],
    ["one", "done", "one,before"],
  ] as const) {
    it(`repeats the fetches it has canceled, when it is ${outcome}`, async () => {
      const server = openServer();
      const { queryClient, list, addAtOnce, state, texts, watch } = openClient(server.transport);
      await watch("a");
      const letListGo = server.hold("list a");
      void queryClient.refetchQueries(list("a"));
      await expect.poll(() => server.count("list a")).toBe(2);
      const letAddGo = server.hold(`add ${text}`);
      const { status } = addAtOnce("a", text);
      await expect.poll(() => texts("a")).toBe(`${text}?,before`);
      letListGo();
      letAddGo();
      await expect.poll(status).not.toBe("pending");
      await expect.poll(() => server.count("list a")).toBe(3);
      await expect.poll(() => state("a")).toMatchObject({ isInvalidated: false, fetchStatus: "idle" });
      expect(texts("a")).toBe(shown);
      expect(server.count("list a")).toBe(3);
    });
  }

  it("fails without waiting for the refetch", async () => {
    const server = openServer();
    const { queryClient, list, addAtOnce, watch } = openClient(server.transport);
    await watch("a");
    const letListGo = server.hold("list a");
    void queryClient.refetchQueries(list("a"));
    await expect(addAtOnce("a", "refuse").done).rejects.toMatchObject(refused);
    expect(queryClient.isFetching()).toBe(1);
    letListGo();
    await expect.poll(() => queryClient.isFetching()).toBe(0);
  });

  it("restores the data with its original age when it is refused", async () => {
    const server = openServer();
    const { queryClient, list, addAtOnce, state, texts } = openClient(server.transport);
    await queryClient.fetchQuery(list("a"));
    const anHourAgo = Date.now() - 3_600_000;
    queryClient.setQueryData(list("a").queryKey, (old) => old, { updatedAt: anHourAgo });
    const { done } = addAtOnce("a", "refuse");
    await expect(done).rejects.toMatchObject(refused);
    expect(texts("a")).toBe("before");
    expect(state("a")).toMatchObject({ dataUpdatedAt: anHourAgo, isInvalidated: false });
    expect(server.count("list a")).toBe(1);
  });

  for (const [text, outcome] of [
    ["refuse", "refused"],
    ["one", "done"],
  ] as const) {
    it(`keeps data stale that was stale before, when it is ${outcome}`, async () => {
      const server = openServer();
      const { queryClient, list, addAtOnce, state } = openClient(server.transport);
      await queryClient.fetchQuery(list("a"));
      await queryClient.invalidateQueries(list("a"));
      const { status } = addAtOnce("a", text);
      await expect.poll(status).not.toBe("pending");
      expect(state("a")?.isInvalidated).toBe(true);
      await queryClient.fetchQuery({ ...list("a"), staleTime: 60_000 });
      expect(server.count("list a")).toBe(2);
    });

    it(`keeps data stale that was invalidated while it was pending, when it is ${outcome}`, async () => {
      const server = openServer();
      const { queryClient, list, addAtOnce, state } = openClient(server.transport);
      await queryClient.fetchQuery(list("a"));
      const letAddGo = server.hold(`add ${text}`);
      const { status } = addAtOnce("a", text);
      await expect.poll(() => server.count(`add ${text}`)).toBe(1);
      await queryClient.invalidateQueries(list("a"));
      letAddGo();
      await expect.poll(status).not.toBe("pending");
      expect(state("a")?.isInvalidated).toBe(true);
    });
  }

  it("is not sent when its own functions throw, and says so", async () => {
    const server = openServer();
    const { queryClient, list, guess, add, texts, state } = openClient(server.transport);
    await queryClient.fetchQuery(list("a"));
    const { dataUpdatedAt } = state("a") ?? {};
    const mistake = new RangeError("mine");
    const fail = () => {
      throw mistake;
    };
    for (const options of [
      { optimistic: fail },
      { optimistic: () => [guess("a", "one"), optimisticUpdate(list("a"), fail)] },
      { optimistic: () => [guess("a", "one")], onMutate: fail },
    ]) {
      const errors: unknown[] = [];
      await expect(add("a", "one", { ...options, onError: (error) => errors.push(error) }).done).rejects.toBe(mistake);
      expect(errors).toEqual([mistake]);
      expect(texts("a")).toBe("before");
    }
    expect(state("a")).toMatchObject({ dataUpdatedAt, isInvalidated: false });
    expect(server.count("add one")).toBe(0);
  });

  it("can share its update with others", async () => {
    const server = openServer();
    const { queryClient, list, guess, add, texts } = openClient(server.transport);
    await queryClient.fetchQuery(list("a"));
    const letRefusedGo = server.hold("add refuse");
    const letAddGo = server.hold("add one");
    const optimistic = [guess("a", "x")];
    const first = add("a", "refuse", { optimistic: () => optimistic });
    const second = add("a", "one", { optimistic: () => optimistic });
    await expect.poll(() => texts("a")).toBe("x?,x?,before");
    letRefusedGo();
    await expect(first.done).rejects.toMatchObject(refused);
    expect(texts("a")).toBe("x?,before");
    letAddGo();
    await second.done;
    expect(texts("a")).toBe("x?,before");
  });
});

describe("a mutation alongside others", () => {
  it("does not wait for one that changes something else", async () => {
    const server = openServer();
    const { list, addAtOnce, texts, watch } = openClient(server.transport);
    await watch("a", "b");
    const letOtherGo = server.hold("add other");
    const other = addAtOnce("b", "other");
    await addAtOnce("a", "one", { invalidates: [list("a")] }).done;
    expect(texts("a")).toBe("one,before");
    expect(texts("b")).toBe("other?,before");
    expect(other.status()).toBe("pending");
    letOtherGo();
    await other.done;
  });

  it("is pending until its invalidations are fetched, even if another has a change there", async () => {
    const server = openServer();
    const { addAtOnce, texts, watch } = openClient(server.transport);
    await watch("a", "b");
    const letOtherGo = server.hold("add refuse");
    const other = addAtOnce("b", "refuse");
    await expect.poll(() => texts("b")).toBe("refuse?,before");
    const letListGo = server.hold("list b");
    const { done, status } = addAtOnce("a", "one", { invalidates: [NotesService] });
    await expect.poll(() => texts("a")).toBe("one,before");
    expect(server.count("list b")).toBe(1);
    letOtherGo();
    await expect(other.done).rejects.toMatchObject(refused);
    await expect.poll(() => server.count("list b")).toBe(2);
    expect(status()).toBe("pending");
    letListGo();
    await done;
    expect(texts("b")).toBe("before");
  });

  it("does not overwrite the change of a pending one, although it has none of its own", async () => {
    const server = openServer();
    const { add, addAtOnce, texts, watch } = openClient(server.transport);
    await watch("a");
    const letOtherGo = server.hold("add other");
    const other = addAtOnce("a", "other");
    await expect.poll(() => texts("a")).toBe("other?,before");
    const { done } = add("a", "one", { invalidates: [listNotes] });
    await expect.poll(() => server.count("add one")).toBe(1);
    letOtherGo();
    await Promise.all([done, other.done]);
    expect(texts("a")).toBe("other,one,before");
    expect(server.count("list a")).toBe(2);
  });

  it("does not wait for one that waits for it, in a scope", async () => {
    const server = openServer();
    const { addAtOnce, texts, watch } = openClient(server.transport);
    await watch("a");
    const options: AddOptions = { scope: { id: "one by one" }, invalidates: [listNotes] };
    const first = addAtOnce("a", "first", options);
    const second = addAtOnce("a", "second", options);
    await first.done;
    await second.done;
    expect(texts("a")).toBe("second,first,before");
  });

  it("does not wait for one whose callback waits for it", async () => {
    const server = openServer();
    const { add, addAtOnce, texts, watch } = openClient(server.transport);
    await watch("a");
    const inner = () => add("a", "inner", { invalidates: [listNotes] }).done;
    const { done } = addAtOnce("a", "outer", { onMutate: inner, onSuccess: inner, invalidates: [listNotes] });
    await done;
    expect(texts("a")).toBe("inner,outer,inner,before");
  });

  for (const [text, callback, shown] of [
    ["one", "onSuccess", "audit,one,before"],
    ["refuse", "onError", "audit,before"],
  ] as const) {
    it(`does not wait for one for which the ${callback} of the cache waits for it`, async () => {
      const server = openServer();
      const audit = (): Promise<unknown> => client.add("a", "audit", { invalidates: [listNotes] }).done;
      const onAnswer = async (_answer: unknown, request: unknown) => {
        if ((request as { text: string }).text === text) {
          await audit();
        }
      };
      const client = openClient(server.transport, new MutationCache({ [callback]: onAnswer }));
      await client.watch("a");
      const { status } = client.addAtOnce("a", text, { invalidates: [listNotes] });
      await expect.poll(status).not.toBe("pending");
      await expect.poll(() => client.texts("a")).toBe(shown);
    });
  }

  it("waits for one only until its callback starts to wait in turn", async () => {
    const server = openServer();
    const { addAndWait, addAtOnce, texts, watch } = openClient(server.transport);
    await watch("a");
    const letAddGo = server.hold("add one");
    const one = addAtOnce("a", "one", { onSuccess: () => two.done, invalidates: [listNotes] });
    await expect.poll(() => server.count("add one")).toBe(1);
    const two = await addAndWait("a", "two");
    const letListGo = server.hold("list a");
    letAddGo();
    await expect.poll(() => server.count("list a")).toBe(2);
    expect(two.status()).toBe("pending");
    letListGo();
    await expect.poll(two.status).toBe("success");
    await expect.poll(one.status).toBe("success");
    expect(texts("a")).toBe("one,two,before");
  });

  it("stops waiting for one that is paused before a retry", async () => {
    const server = openServer();
    const { queryClient, addAndWait, addAtOnce, texts, watch } = openClient(server.transport);
    await watch("a");
    const letAddGo = server.hold("add refuse");
    const paused = addAtOnce("a", "refuse", { retry: 1, retryDelay: 1 });
    await expect.poll(() => server.count("add refuse")).toBe(1);
    const { status } = await addAndWait("a", "one");
    goOffline();
    letAddGo();
    await expect.poll(() => paused.mutation.state.isPaused).toBe(true);
    await expect.poll(status).toBe("success");
    expect(texts("a")).toBe("refuse?,before");
    onlineManager.setOnline(true);
    await queryClient.resumePausedMutations();
    await expect.poll(() => texts("a")).toBe("one,before");
  });

  it("keeps waiting for one that is retried", async () => {
    const server = openServer();
    const { addAndWait, addAtOnce, texts, watch } = openClient(server.transport);
    await watch("a");
    const letFirstGo = server.hold("add refuse");
    addAtOnce("a", "refuse", { retry: 1, retryDelay: 1 });
    await expect.poll(() => server.count("add refuse")).toBe(1);
    const { done, status } = await addAndWait("a", "one");
    letFirstGo();
    const letSecondGo = server.hold("add refuse");
    await expect.poll(() => server.count("add refuse")).toBe(2);
    expect(status()).toBe("pending");
    expect(server.count("list a")).toBe(1);
    letSecondGo();
    await done;
    expect(texts("a")).toBe("one,before");
  });

  for (const [how, optionsFor] of [
    ["in a scope", () => ({ scope: { id: "one by one" } })],
    ["in its onMutate", (waiting: { done: Promise<unknown> }) => ({ onMutate: () => waiting.done })],
  ] as const) {
    it(`does not wait for a later one that waits for it ${how}`, async () => {
      const server = openServer();
      const { addAndWait, addAtOnce, texts, watch } = openClient(server.transport);
      await watch("a");
      const letFirstGo = server.hold("add first");
      const first = addAtOnce("a", "first");
      await expect.poll(() => server.count("add first")).toBe(1);
      const second = await addAndWait("a", "second", { scope: { id: "one by one" } });
      const third = addAtOnce("a", "third", { ...optionsFor(second), invalidates: [listNotes] });
      await expect.poll(() => texts("a")).toBe("third?,first?,before");
      letFirstGo();
      await expect.poll(first.status).toBe("success");
      await expect.poll(second.status).toBe("success");
      await expect.poll(third.status).toBe("success");
      expect(texts("a")).toBe("third,first,second,before");
    });
  }

  it("does not wait for one that is paused", async () => {
    const server = openServer();
    const { queryClient, add, addAtOnce, texts, watch } = openClient(server.transport);
    await watch("a");
    goOffline();
    const paused = addAtOnce("a", "paused");
    await expect.poll(() => texts("a")).toBe("paused?,before");
    await add("a", "one", { networkMode: "always", invalidates: [listNotes] }).done;
    expect(texts("a")).toBe("paused?,before");
    onlineManager.setOnline(true);
    await queryClient.resumePausedMutations();
    await paused.done;
    expect(texts("a")).toBe("paused,one,before");
  });

  it("blocks neither its own change nor others when its `invalidates` function throws", async () => {
    const server = openServer();
    const { add, addAtOnce, texts, watch } = openClient(server.transport);
    await watch("a");
    const mistake = new RangeError("mine");
    const { done } = addAtOnce("a", "one", {
      invalidates: () => {
        throw mistake;
      },
    });
    await expect(done).rejects.toBe(mistake);
    expect(texts("a")).toBe("one?,before");
    await add("a", "two", { invalidates: [listNotes] }).done;
    expect(texts("a")).toBe("two,one,before");
  });
});

describe("an optimistic mutation that is removed from the cache", () => {
  it("rolls back its change and blocks no other", async () => {
    const server = openServer();
    const { queryClient, add, addAtOnce, texts, watch } = openClient(server.transport);
    await watch("a");
    goOffline();
    addAtOnce("a", "never");
    await expect.poll(() => texts("a")).toBe("never?,before");
    await add("a", "one", { networkMode: "always", invalidates: [listNotes] }).done;
    onlineManager.setOnline(true);
    expect(texts("a")).toBe("never?,before");
    queryClient.getMutationCache().clear();
    await expect.poll(() => texts("a")).toBe("one,before");
    await add("a", "two", { invalidates: [listNotes] }).done;
    expect(texts("a")).toBe("two,one,before");
    expect(server.count("add never")).toBe(0);
  });

  it("rolls back its change also if the cache tells of the removal before it removes it, as up to 5.104.3", async () => {
    class EagerMutationCache extends MutationCache {
      #removing: Mutation[] = [];
      override getAll() {
        return [...new Set([...this.#removing, ...super.getAll()])];
      }
      override clear() {
        this.#removing = super.getAll();
        super.clear();
        this.#removing = [];
      }
    }
    const server = openServer();
    const { queryClient, addAtOnce, texts, watch } = openClient(server.transport, new EagerMutationCache());
    await watch("a");
    goOffline();
    addAtOnce("a", "never");
    await expect.poll(() => texts("a")).toBe("never?,before");
    queryClient.getMutationCache().clear();
    expect(texts("a")).toBe("before");
  });

  it("rolls back its change also if its own onMutate has not finished", async () => {
    const server = openServer();
    const { queryClient, addAtOnce, texts, watch } = openClient(server.transport);
    await watch("a");
    goOffline();
    let finish = () => {};
    addAtOnce("a", "never", { onMutate: () => new Promise<void>((resolve) => (finish = resolve)) });
    await expect.poll(() => texts("a")).toBe("never?,before");
    queryClient.getMutationCache().clear();
    finish();
    await expect.poll(() => texts("a")).toBe("before");
  });

  for (const [text, outcome, isInvalidated] of [
    ["one", "done after all", true],
    ["refuse", "refused", false],
  ] as const) {
    it(`leaves the data ${isInvalidated ? "stale" : "unchanged"} when it is ${outcome}`, async () => {
      const server = openServer();
      const { queryClient, list, addAtOnce, state, texts } = openClient(server.transport);
      await queryClient.fetchQuery(list("a"));
      const letAddGo = server.hold(`add ${text}`);
      const { status } = addAtOnce("a", text);
      await expect.poll(() => server.count(`add ${text}`)).toBe(1);
      queryClient.getMutationCache().clear();
      expect(texts("a")).toBe("before");
      letAddGo();
      await expect.poll(status).not.toBe("pending");
      expect(texts("a")).toBe("before");
      expect(state("a")).toMatchObject({ isInvalidated });
    });
  }

  it("leaves nothing behind in a cleared cache, and still invalidates", async () => {
    const server = openServer();
    const { queryClient, list, addAtOnce, state, texts } = openClient(server.transport);
    await queryClient.fetchQuery(list("a"));
    const letAddGo = server.hold("add one");
    const { done } = addAtOnce("a", "one", { invalidates: [listNotes] });
    await expect.poll(() => server.count("add one")).toBe(1);
    queryClient.clear();
    expect(texts("a")).toBeUndefined();
    await queryClient.fetchQuery(list("a"));
    letAddGo();
    await done;
    expect(texts("a")).toBe("before");
    expect(state("a")?.isInvalidated).toBe(true);
  });
});

describe("an optimistic mutation that is restored from storage", () => {
  /** Closes a page while a mutation is paused, and opens it again. */
  async function reopen(text: string, options: AddOptions, isForgetful = false) {
    const server = openServer();
    const before = openClient(server.transport);
    await before.queryClient.fetchQuery(before.list("a"));
    goOffline();
    const paused = before.addAtOnce("a", text, options).mutation;
    await expect.poll(() => paused.state.context).toBeDefined();
    expect(paused.state.isPaused).toBe(true);
    const { mutations, queries } = dehydrate(before.queryClient);
    const kept = mutations.map((one) => ({ ...one, state: { ...one.state, context: undefined } }));
    const { serialize, deserialize } = rpcSerialization({ registry: [NotesService] });
    const stored = serialize({ mutations: isForgetful ? kept : mutations, queries });

    const after = openClient(server.transport);
    const again = after.rpc.mutationOptions(addNote, { optimistic: () => [after.guess("a", text)], ...options });
    after.queryClient.setMutationDefaults(again.mutationKey, again as object);
    hydrate(after.queryClient, deserialize(stored));
    expect(after.texts("a")).toBe(`${text}?,before`);
    onlineManager.setOnline(true);
    await after.queryClient.resumePausedMutations();
    return { ...after, mutation: after.queryClient.getMutationCache().getAll()[0] };
  }

  it("succeeds, passes on the result of its onMutate, and invalidates", async () => {
    const results: unknown[] = [];
    const { mutation, state, watch, texts } = await reopen("one", {
      onMutate: () => "mine",
      onSuccess: (_response, _request, result) => results.push(result),
      invalidates: [listNotes],
    });
    expect(mutation?.state).toMatchObject({ status: "success", error: null });
    expect(results).toEqual(["mine"]);
    expect(state("a")?.isInvalidated).toBe(true);
    await watch("a");
    await expect.poll(() => texts("a")).toBe("one,before");
  });

  it("succeeds also without the result of its onMutate, and refetches the query that it had changed", async () => {
    const { mutation, state } = await reopen("one", {}, true);
    expect(mutation?.state.status).toBe("success");
    expect(state("a")?.isInvalidated).toBe(true);
  });

  it("refetches the query that it had changed when it is refused", async () => {
    const { mutation, state, watch, texts } = await reopen("refuse", {});
    expect(mutation?.state).toMatchObject({ status: "error", error: refused });
    expect(state("a")?.isInvalidated).toBe(true);
    await watch("a");
    await expect.poll(() => texts("a")).toBe("before");
  });
});
