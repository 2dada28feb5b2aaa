/**
 * Keeps a call alive for components that unmount and remount immediately, as all do in React's Strict Mode: TanStack
 * aborts a query when its last observer leaves, and would send the request twice.
 */
import type { Query, QueryClient, QueryKey } from "@tanstack/query-core";
import { cachedQuery } from "./cached-query.ts";
import { areEqual } from "./share-message.ts";

/** The parts of a query function's context that are needed here. */
export interface QueryCallContext {
  client: QueryClient;
  queryKey: QueryKey;
  signal: AbortSignal;
  /** For infinite queries, the requested page. */
  pageParam?: unknown;
}

/**
 * Makes a call that is aborted by the signal. If the signal aborts just because the last observer has left, the call is
 * aborted one task later, and a refetch until then gets its response. This does not apply to other aborts, which may
 * mean that the response should be replaced.
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

/** Calls whose query lost its last observer in this very task. */
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

  /**
   * Returns true if the call is for this page. Compares by value, because bytes, oneofs and messages are new objects
   * each time.
   */
  isFor(pageParam: unknown): boolean {
    return areEqual(this.#pageParam, pageParam);
  }

  /** Continues for another fetch, whose signal it follows from now on. */
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
      this.#controller.abort(reason); // canceled by an observer that is still there
      return;
    }
    // Otherwise the last observer may have left, which TanStack reports before anything else can happen.
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
