/**
 * Keeps a call alive for a component that goes and comes straight back, as each does in React's Strict Mode: TanStack
 * aborts a query when its last observer goes, and would send the request a second time.
 */
import type { Query, QueryClient, QueryKey } from "@tanstack/query-core";
import { cachedQuery } from "./cached-query.ts";
import { areEqual } from "./share-message.ts";

/** What a query function is given, as far as it matters here. */
export interface QueryCallContext {
  client: QueryClient;
  queryKey: QueryKey;
  signal: AbortSignal;
  /** Of a query with pages: which one is asked for. */
  pageParam?: unknown;
}

/**
 * Makes a call that ends when the signal says so; but if only because the last observer has gone, then one task later.
 * Whoever fetches again until then gets the answer of this call; not so after any other abort, because the answer may be one that
 * was to be replaced.
 */
export function lingerCall<O>(context: QueryCallContext, call: (signal: AbortSignal) => Promise<O>): Promise<O> {
  const query = cachedQuery(context.client, context.queryKey);
  const left = query && lingering.get(query);
  if (left?.isFor(context.pageParam)) {
    left.keepFor(context.signal);
    return left.promise as Promise<O>;
  }
  return new LingeringCall(context, query, call).promise;
}

/** Calls whose query was left in this very task. */
const lingering = new WeakMap<Query, LingeringCall<unknown>>();

class LingeringCall<O> {
  readonly promise: Promise<O>;
  readonly #client: QueryClient;
  readonly #query: Query | undefined;
  readonly #pageParam: unknown;
  readonly #controller = new AbortController();
  #isSettled = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    { client, signal, pageParam }: QueryCallContext,
    query: Query | undefined,
    call: (signal: AbortSignal) => Promise<O>,
  ) {
    this.#client = client;
    this.#query = query;
    this.#pageParam = pageParam;
    this.promise = call(this.#controller.signal);
    const onSettled = () => {
      this.#isSettled = true;
    };
    this.promise.then(onSettled, onSettled);
    this.#follow(signal);
  }

  /** Bytes, a oneof or a message that name a page are another object each time. */
  isFor(pageParam: unknown): boolean {
    return areEqual(this.#pageParam, pageParam);
  }

  /** Goes on for another fetch, whose signal counts from now on. */
  keepFor(signal: AbortSignal): void {
    this.#forget();
    this.#follow(signal);
  }

  #follow(signal: AbortSignal): void {
    signal.addEventListener("abort", () => this.#isSettled || this.#onAbort(signal.reason), { once: true });
  }

  #onAbort(reason: unknown): void {
    const query = this.#query;
    if (!query || query.getObserversCount() > 0) {
      this.#controller.abort(reason); // told to stop, by somebody who is still there
      return;
    }
    // Otherwise it is told whether the last observer has gone, and before anything else can happen; or it has not.
    let isLeft = false;
    const unsubscribe = this.#client.getQueryCache().subscribe((event) => {
      if (event.type === "observerRemoved" && event.query === query) {
        isLeft = true;
        unsubscribe();
        this.#linger(query, reason);
      }
    });
    void Promise.resolve().then(() => {
      if (!isLeft) {
        unsubscribe();
        this.#controller.abort(reason);
      }
    });
  }

  #linger(query: Query, reason: unknown): void {
    lingering.set(query, this);
    this.#timer = setTimeout(() => {
      this.#forget();
      this.#controller.abort(reason);
    });
  }

  #forget(): void {
    clearTimeout(this.#timer);
    if (this.#query && lingering.get(this.#query) === this) {
      lingering.delete(this.#query);
    }
  }
}
