/**
 * Any order of events, over the real store and a real QueryClient, with simulated connections and a simulated clock.
 * What docs/react.md promises of a stream must hold after each step. `STEPS=100000` takes more of them, and `SEED=...`
 * repeats the same ones.
 */
import {
  type DehydratedState,
  dehydrate,
  focusManager,
  hydrate,
  QueryClient,
  QueryObserver,
} from "@tanstack/query-core";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { DemoService, type FollowResponse } from "../../../playground/gen/demo/v1/demo_pb.ts";
import { ServerStream } from "../../client/call/server-stream.ts";
import type { CallOptions } from "../../client/call-options.ts";
import type { Transport } from "../../client/transport.ts";
import { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import { Metadata } from "../../core/metadata.ts";
import { createRpcQuery } from "../rpc-query.ts";
import { nextTask } from "./next-task.ts";
import { streamStore } from "./stream-store.ts";

// Without a window, pages are rendered, and observers open no streams. Must precede the imports; modules that detect it
// when they load are loaded again, because test files share them.
const addedWindow = vi.hoisted(() => {
  const isMissing = globalThis.window === undefined;
  if (isMissing) {
    vi.resetModules();
    globalThis.window = globalThis as typeof globalThis.window;
  }
  return isMissing;
});

const steps = Number(globalThis.process?.env?.STEPS ?? 3_000);
const seed = Number(globalThis.process?.env?.SEED ?? Date.now() % 2 ** 31);
const { follow } = DemoService.method;

/** One request. Its messages are numbered from the one after which it was asked to start. */
class Connection {
  isOpen = true;
  next: number;
  /** The messages it has sent, and how many of them were received. */
  readonly sent: FollowResponse[] = [];
  heard = 0;
  readonly #options: CallOptions;
  readonly #batches: FollowResponse[][] = [];
  #end: { error?: ConnectError } | undefined;
  #wake = () => {};

  constructor(after: bigint, options: CallOptions) {
    this.next = Number(after) + 1;
    this.#options = options;
    const { signal } = options;
    const abort = () => this.end(ConnectError.from(signal?.reason));
    signal?.aborted ? abort() : signal?.addEventListener("abort", abort);
  }

  head(): void {
    if (this.isOpen) {
      this.#options.onHeader?.(new Metadata());
    }
  }

  send(count: number): void {
    if (this.isOpen) {
      const batch = Array.from({ length: count }, () => ({ sequence: BigInt(this.next++) }) as FollowResponse);
      this.sent.push(...batch);
      this.#batches.push(batch);
      this.#wake();
    }
  }

  end(error?: ConnectError): void {
    if (this.isOpen) {
      this.isOpen = false;
      this.#end = { error };
      this.#wake();
    }
  }

  readonly stream = new ServerStream<FollowResponse>({
    headers: new Promise(() => {}),
    trailers: new Promise(() => {}),
    pull: async () => {
      while (this.#batches.length === 0 && !this.#end) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
      if (this.#end?.error && (this.#options.signal?.aborted || this.#batches.length === 0)) {
        throw this.#end.error;
      }
      return this.#batches.shift();
    },
    cancel: async () => this.end(),
    stop: (error) => this.end(error),
  });
}

class World {
  readonly client = new QueryClient({ defaultOptions: { queries: { gcTime: Number.POSITIVE_INFINITY } } });
  readonly connections: Connection[] = [];
  readonly observers: { observer: QueryObserver; leave: () => void }[] = [];
  readonly holders: { close(): void }[] = [];
  /** The fetches that wait for the query. */
  readonly pending = new Set<Promise<unknown>>();
  readonly options;
  readonly handle;
  saved: DehydratedState | undefined;
  /** What a listener does at its next notification. */
  nested: string | undefined;
  /** What was done in this step. */
  done: string[] = [];
  isCanceled = false;
  #heard = 0;
  #heardByListeners = 0;

  constructor(resumes: boolean) {
    const transport = {
      baseUrl: "https://a.example",
      clientStream() {},
      serverStream: (_: unknown, { after = 0n }: { after?: bigint }, options: CallOptions) => {
        const connection = new Connection(after, options);
        if (connection.isOpen) {
          expect(this.isCanceled, "what was canceled does not open by itself").toBe(false);
          this.connections.push(connection);
        }
        return connection.stream;
      },
    } as unknown as Transport;
    this.options = createRpcQuery({ transport }).streamOptions(
      follow,
      {},
      {
        resume: resumes ? (latest, input) => ({ ...input, after: latest.sequence }) : undefined,
        reconnect: { initialDelayMs: 300, maxAttempts: 3 },
        onMessage: (message) => {
          const connection = this.connections.find(({ sent }) => sent.includes(message));
          expect(message, "each message is heard once, in order").toBe(connection?.sent[connection.heard++]);
          this.#heard++;
        },
      },
    );
    this.handle = streamStore(this.client).handle(this.options);
    this.handle.listen({
      onMessage: () => {
        this.#heardByListeners++;
        this.#actNested();
      },
    });
    this.handle.subscribe(() => this.#actNested());
    this.client.getQueryCache().subscribe(() => this.#actNested());
  }

  get query() {
    return this.client.getQueryCache().find({ queryKey: this.options.queryKey });
  }

  get last(): Connection | undefined {
    return this.connections.at(-1);
  }

  /** Not `query.isActive()`, which counts an observer that left while it moved to another query. */
  get isOwned(): boolean {
    const isActive = this.query?.observers.some((one) => one.hasListeners() && one.options.enabled !== false);
    return this.holders.length > 0 || isActive === true;
  }

  observe(enabled: boolean): void {
    const observer = new QueryObserver(this.client, { ...this.options, enabled } as never);
    this.observers.push({ observer, leave: observer.subscribe(() => {}) });
  }

  await(promise: Promise<unknown> | undefined): void {
    const settled = Promise.resolve(promise)
      .catch(() => {})
      .finally(() => this.pending.delete(settled));
    this.pending.add(settled);
  }

  act(name: string, number: number): void {
    this.done.push(name);
    if (wishes.has(name)) {
      this.isCanceled = false;
    }
    acts[name]?.(this, number);
  }

  async step(name: string, number: number): Promise<void> {
    const before = {
      ...this.handle.view,
      connections: this.connections.length,
      isOwned: this.isOwned,
      isAwaited: this.client.isFetching() > 0,
      isCached: this.query !== undefined,
    };
    this.done = [];
    this.act(name, number);
    await flush();
    this.#check(before);
  }

  #actNested(): void {
    const name = this.nested;
    this.nested = undefined;
    if (name) {
      this.act(name, 1);
    }
  }

  #check(
    before: World["handle"]["view"] & { connections: number; isOwned: boolean; isAwaited: boolean; isCached: boolean },
  ): void {
    const { snapshot, connection } = this.handle.view;
    const did = (...names: string[]) => this.done.some((name) => names.includes(name));
    const isRunning = running.has(connection.status);
    const open = this.connections.filter(({ isOpen }) => isOpen);
    expect(open.length, "there is one connection at a time").toBeLessThanOrEqual(1);
    expect(open.length, "the status says what there is").toBeGreaterThanOrEqual(
      ["connecting", "open"].includes(connection.status) ? 1 : 0,
    );
    expect(open.length, "the status says what there is").toBeLessThanOrEqual(isRunning ? 1 : 0);
    if (this.query) {
      expect(snapshot, "a handle shows what the cache holds").toBe(this.query.state.data);
      if (!isRunning) {
        expect(this.query.state.fetchStatus, "nothing waits for a stream that does not run").toBe("idle");
      }
    }
    expect(this.#heardByListeners, "all hear the same").toBe(this.#heard);
    for (const { isOpen, heard, sent } of this.connections) {
      expect(heard, "nothing that has arrived is lost").toBe(isOpen ? sent.length : heard);
    }
    if (before.snapshot && before.isCached && !did("reset", "remove")) {
      expect(snapshot, "data survive errors, cancellation and silence").toBeDefined();
    }
    const isOfLast = ({ latest }: { latest?: FollowResponse } = {}) => latest && this.last?.sent.includes(latest);
    if (!did("bring", "set") && isOfLast(before.snapshot) && isOfLast(snapshot)) {
      expect(snapshot?.count, "the count never goes down within a run").toBeGreaterThanOrEqual(
        before.snapshot?.count ?? 0,
      );
    }
    if (
      before.snapshot &&
      before.connection.isPaused &&
      before.isOwned &&
      !before.isAwaited &&
      this.done.every((name) => quiet.has(name))
    ) {
      expect(snapshot, "a pause freezes what everyone sees").toBe(before.snapshot);
    }
    if (before.isOwned && running.has(before.connection.status) && this.done.every((name) => quiet.has(name))) {
      expect(connection.status, "what somebody has does not end by itself").not.toBe("idle");
    }
    if (!this.saved && snapshot) {
      const sequences = snapshot.data.map(({ sequence }) => Number(sequence));
      const first = sequences[0] ?? 0;
      expect(sequences, "no message is missing or doubled").toEqual(sequences.map((_, index) => first + index));
      const { heard = 0, sent = [] } = this.last ?? {};
      if (did("second") && !did("send") && !connection.isPaused && heard > 0 && sequences.length > 0 && isRunning) {
        expect(sequences.at(-1), "what has arrived is shown").toBe(Number(sent[heard - 1]?.sequence));
      }
    }
  }

  /** All users leave. */
  async end(): Promise<void> {
    this.nested = undefined;
    for (const { leave } of this.observers) {
      leave();
    }
    for (const holder of this.holders) {
      holder.close();
    }
    for (let seconds = 0; seconds < 3; seconds++) {
      vi.advanceTimersByTime(1_000);
      await flush();
    }
    expect(
      this.connections.some(({ isOpen }) => isOpen),
      "a stream without users is closed",
    ).toBe(false);
    expect(this.pending.size, "whoever waits gets an answer or an error").toBe(0);
    expect(vi.getTimerCount(), "no timer is left").toBe(0);
    this.client.clear();
  }
}

const running = new Set(["connecting", "open", "reconnecting"]);
/** Actions of users who want the stream, even if it was canceled. */
const wishes = new Set([
  ...[
    "observe",
    "toggle",
    "hold",
    "fetch",
    "invalidate",
    "reset",
    "remove",
    "restart",
    "reconnect",
    "refetch",
    "bring",
  ],
]);
/** Events without any user. */
const quiet = new Set(["head", "send", "tick", "second", "focus", "online"]);

const acts: Record<string, (world: World, number: number) => void> = {
  observe: (world, number) => world.observers.length < 3 && world.observe(number !== 0),
  unobserve: ({ observers }) => observers.shift()?.leave(),
  toggle: ({ observers, options }, number) =>
    observers[0]?.observer.setOptions({ ...options, enabled: number % 2 === 0 } as never),
  hold: ({ holders, client, options }) => holders.length < 2 && holders.push(streamStore(client).open(options)),
  release: ({ holders }) => holders.shift()?.close(),
  fetch: (world) => world.await(world.client.fetchQuery(world.options)),
  cancelQueries: (world) => world.await(world.client.cancelQueries()),
  invalidate: (world) => world.await(world.client.invalidateQueries()),
  reset: (world) => world.await(world.client.resetQueries()),
  remove: ({ client }) => client.removeQueries(),
  set: ({ client, options }) =>
    client.setQueryData(options.queryKey, (old) => old && { ...old, data: old.data.slice(1) }),
  save(world) {
    world.saved = dehydrate(world.client);
  },
  bring({ client, saved }) {
    if (client.isFetching() === 0) {
      for (const { state } of saved?.queries ?? []) {
        state.dataUpdatedAt = Date.now() + 1;
      }
      hydrate(client, saved ?? {}); // TanStack drops what was hydrated during a fetch when that is canceled
    }
  },
  cancel(world) {
    const wasRunning = running.has(world.handle.view.connection.status);
    world.handle.cancel();
    world.isCanceled = wasRunning;
  },
  restart: ({ handle }) => handle.restart(),
  reconnect: ({ handle }) => handle.reconnect(),
  refetch: (world) => world.await(world.observers[0]?.observer.refetch()),
  pause: ({ handle }) => handle.pause(),
  resume: ({ handle }) => handle.resume(),
  head: ({ last }) => last?.head(),
  send: ({ last }, number) => last?.send((number % 3) + 1),
  complete: ({ last }) => last?.end(),
  lose: ({ last }) => last?.end(new ConnectError(Code.Unavailable, "lost")),
  fail: ({ last }) => last?.end(new ConnectError(Code.Internal, "failed")),
  focus() {
    focusManager.setFocused(false);
    focusManager.setFocused(true);
  },
  online: () => globalThis.dispatchEvent?.(new Event("online")),
  tick: () => vi.advanceTimersByTime(16),
  second: () => vi.advanceTimersByTime(1_000),
  nest(world, number) {
    world.nested = names[number];
  },
};

const names = Object.keys(acts);
const often = [
  "observe",
  "hold",
  "head",
  "send",
  "send",
  "send",
  "tick",
  "tick",
  "second",
  "lose",
  "unobserve",
  "nest",
];
const act = fc.tuple(fc.constantFrom(...names, ...often), fc.nat(names.length - 1));

/** Until everything has happened that waits only for its turn. */
async function flush(): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await nextTask(); // after all promises, and after code that yields to the page
    vi.advanceTimersByTime(0);
  }
}

beforeAll(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, "random").mockReturnValue(0.5); // so that the seed determines when attempts are made
});

afterAll(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  focusManager.setFocused(undefined);
  if (addedWindow) {
    Reflect.deleteProperty(globalThis, "window");
    vi.resetModules();
  }
});

it(`a stream keeps its promises whatever is done to it (${steps} steps, seed ${seed})`, async () => {
  for (let taken = 0, runs = 0; taken < steps; runs++) {
    await fc.assert(
      fc.asyncProperty(fc.boolean(), fc.array(act, { maxLength: 60, size: "max" }), async (resumes, plan) => {
        const world = new World(resumes);
        for (const [name, number] of plan) {
          await world.step(name, number);
          taken++;
        }
        await world.end();
      }),
      { seed: seed + runs },
    );
  }
}, 3_600_000);
