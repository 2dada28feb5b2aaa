/**
 * A stream that is being read for everyone who wants it. It gathers messages in a buffer and publishes them, at most
 * once a frame, as a snapshot in the query cache.
 */
import type { Query, QueryClient, QueryKey } from "@tanstack/query-core";
import { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import { deliver } from "./deliver.ts";
import { FlushTimer } from "./flush-timer.ts";
import { StreamBuffer } from "./stream-buffer.ts";
import { runStream } from "./stream-run.ts";
import type { StreamSpec } from "./stream-spec.ts";
import { idleConnection, type StreamConnection, type StreamSnapshot, type StreamView } from "./stream-state.ts";

/** What a live stream tells its store. */
export interface LiveStreamListener {
  /** The view has changed. */
  onView(): void;
  onMessages(messages: readonly unknown[]): void;
  /** Nobody has wanted it for long enough: it is closed. */
  onAbandoned(): void;
}

interface Waiter {
  resolve(snapshot: StreamSnapshot): void;
  reject(error: ConnectError): void;
}

export class LiveStream {
  readonly #client: QueryClient;
  readonly #queryKey: QueryKey;
  readonly #queryHash: string;
  readonly #listener: LiveStreamListener;
  readonly #flush = new FlushTimer(() => this.#publish());
  #spec: StreamSpec;
  #controller: AbortController | undefined;
  #buffer: StreamBuffer<unknown, unknown> | undefined;
  #view: StreamView;
  /** True when the buffer holds what is not published. */
  #hasNews = false;
  #isComplete = false;
  /** True from the first message of a run on: before, whoever asks joins it instead of starting another. */
  #hasReceived = false;
  #isOwned: boolean;
  #isCanceled = false;
  #lingerTimer: ReturnType<typeof setTimeout> | undefined;
  #waiters: Waiter[] = [];

  constructor(client: QueryClient, query: Query, spec: StreamSpec, isOwned: boolean, listener: LiveStreamListener) {
    this.#client = client;
    this.#queryKey = query.queryKey;
    this.#queryHash = query.queryHash;
    this.#spec = spec;
    this.#isOwned = isOwned;
    this.#listener = listener;
    this.#view = { snapshot: query.state.data as StreamSnapshot | undefined, connection: idleConnection };
  }

  get view(): StreamView {
    return this.#view;
  }

  get isRunning(): boolean {
    return this.#controller !== undefined;
  }

  /** True when there is nothing to be gained from another fetch: it runs, or somebody wanted it to stop. */
  get isFresh(): boolean {
    return this.isRunning || this.#isCanceled;
  }

  /**
   * What the query function does: opens the stream, or opens it anew, and waits for the first snapshot. The stream goes
   * on after that, so that nothing that waits for the query waits for the end of an endless stream.
   *
   * @param startsOver begins from the beginning, even if it could go on from the last message
   */
  read(spec: StreamSpec, startsOver: boolean): Promise<StreamSnapshot> {
    if (!this.isRunning || this.#hasReceived || startsOver) {
      this.#open(spec, startsOver);
    }
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#settleInSilence(), spec.waitMs);
      this.#waiters.push({
        resolve(snapshot) {
          clearTimeout(timer);
          resolve(snapshot);
        },
        reject(error) {
          clearTimeout(timer);
          reject(error);
        },
      });
    });
  }

  /** Ends the stream and keeps what there is. Not an error. */
  cancel(): void {
    if (this.isRunning) {
      this.#isCanceled = true;
      this.#stop();
    }
  }

  /** Holds back what arrives from now on; it is received and kept all the same. */
  pause(): void {
    this.#publish();
    this.#connect({ isPaused: true });
  }

  resume(): void {
    this.#connect({ isPaused: false });
    this.#publish();
  }

  /** Told whether anybody wants the stream. It outlives the last of them by a moment, for those who come right back. */
  setOwned(isOwned: boolean): void {
    if (isOwned !== this.#isOwned) {
      this.#isOwned = isOwned;
      clearTimeout(this.#lingerTimer);
      if (isOwned) {
        this.wanted();
      } else {
        this.#linger();
      }
    }
  }

  /** @param isForgotten true if the cache has dropped the query, and nothing more is to be put there */
  close(isForgotten: boolean): void {
    clearTimeout(this.#lingerTimer);
    this.#hasNews &&= !isForgotten;
    this.#stop();
    this.wanted(); // by whoever comes next
  }

  /** Somebody wants it after all: that it was canceled keeps nobody from opening it. */
  wanted(): void {
    this.#isCanceled = false;
  }

  /** Looked up each time: a query can be removed from the cache and come back as another object. */
  get #query(): Query | undefined {
    return this.#client.getQueryCache().get(this.#queryHash);
  }

  #linger(): void {
    clearTimeout(this.#lingerTimer);
    this.#lingerTimer = setTimeout(() => {
      this.close(false);
      this.#listener.onAbandoned();
    }, this.#spec.lingerMs);
  }

  #open(spec: StreamSpec, startsOver: boolean): void {
    const continues = !startsOver && this.#continues(spec);
    this.#controller?.abort();
    const controller = new AbortController();
    const { signal } = controller;
    this.#controller = controller;
    this.#spec = spec;
    this.#isCanceled = false;
    this.#isComplete = false;
    this.#hasReceived = false;
    this.#hasNews = false;
    this.#buffer = continues ? new StreamBuffer(spec.mode, spec.limit, this.#view.snapshot) : undefined;
    this.#connect({ ...idleConnection, isPaused: this.#view.connection.isPaused });
    runStream({
      spec,
      signal,
      onConnect: () => this.#prepareBuffer().latest,
      onMessages: (messages) => signal.aborted || this.#receive(messages),
      onConnection: (change) => signal.aborted || this.#change(change),
    }).then(
      () => signal.aborted || this.#complete(),
      (reason) => signal.aborted || this.#fail(ConnectError.from(reason)),
    );
  }

  /** Whether a stream that begins now goes on where the last one broke off. */
  #continues({ resume }: StreamSpec): boolean {
    const { snapshot } = this.#view;
    const state = this.#query?.state;
    // A failed fetch invalidates what there is as well; only without one has somebody asked for all of it anew.
    const isRejected = state?.isInvalidated && state.status !== "error";
    const isBroken = snapshot?.latest !== undefined && !snapshot.isComplete && !this.isRunning;
    return Boolean(resume) && isBroken && !isRejected;
  }

  /** What a connection adds its messages to: what there is, if it goes on from there; otherwise nothing. */
  #prepareBuffer(): StreamBuffer<unknown, unknown> {
    const { mode, limit, resume } = this.#spec;
    if (!this.#buffer || !resume) {
      this.#buffer = new StreamBuffer(mode, limit);
      this.#hasNews = false;
    }
    return this.#buffer;
  }

  #receive(messages: readonly unknown[]): void {
    this.#buffer?.push(messages);
    this.#hasReceived = true;
    this.#hasNews = true;
    deliver(this.#spec, messages);
    if (this.#view.connection.attempt > 0 || this.#view.connection.status !== "open") {
      this.#connect({ status: "open", attempt: 0, nextRetryAt: undefined });
    }
    this.#listener.onMessages(messages);
    this.#flush.schedule();
  }

  #publish(): void {
    const isHeld = this.#view.connection.isPaused && this.#waiters.length === 0;
    if (this.#hasNews && !isHeld) {
      const snapshot = this.#takeSnapshot();
      if (!this.#settle((waiter) => waiter.resolve(snapshot))) {
        this.#client.setQueryData(this.#queryKey, snapshot);
      }
      this.#listener.onView();
    }
  }

  /** Into the cache at once, past those who wait. */
  #publishLast(): void {
    if (this.#hasNews) {
      this.#client.setQueryData(this.#queryKey, this.#takeSnapshot());
    }
  }

  #takeSnapshot(): StreamSnapshot {
    const snapshot = (this.#buffer as StreamBuffer<unknown, unknown>).snapshot(this.#isComplete);
    this.#hasNews = false;
    this.#view = { ...this.#view, snapshot };
    return snapshot;
  }

  /** What the connection brought is shown before what became of it. */
  #change(change: Partial<StreamConnection>): void {
    this.#publish();
    this.#connect(change);
  }

  #connect(change: Partial<StreamConnection>): void {
    this.#setConnection(change);
    this.#listener.onView();
  }

  #setConnection(change: Partial<StreamConnection>): void {
    this.#view = { ...this.#view, connection: { ...this.#view.connection, ...change } };
  }

  #complete(): void {
    this.#controller = undefined;
    this.#isComplete = true;
    this.#hasNews = true;
    this.#flush.cancel();
    this.#setConnection({ status: "complete" });
    this.#publish();
    this.#listener.onView();
  }

  #fail(error: ConnectError): void {
    this.#controller = undefined;
    this.#flush.cancel();
    this.#publishLast(); // data survives errors
    this.#setConnection({ status: "error", error, lastError: error, nextRetryAt: undefined });
    if (!this.#settle((waiter) => waiter.reject(error))) {
      const query = this.#query;
      const errorUpdateCount = (query?.state.errorUpdateCount ?? 0) + 1;
      query?.setState({ status: "error", error, errorUpdateCount, errorUpdatedAt: Date.now() });
    }
    this.#listener.onView();
  }

  /** Ends the run, if there is one, without a word of error. */
  #stop(): void {
    this.#flush.cancel();
    this.#controller?.abort(new ConnectError(Code.Canceled, "the stream is no longer wanted"));
    this.#controller = undefined;
    this.#publishLast();
    this.#connect({ status: this.#isComplete ? "complete" : "idle", nextRetryAt: undefined });
    if (this.#waiters.length > 0) {
      this.#waiters = [];
      void this.#query?.cancel({ revert: true, silent: true });
    }
  }

  /** Those who wait have waited long enough: they get what there is, and hear of the rest as everyone does. */
  #settleInSilence(): void {
    const { snapshot, connection } = this.#view;
    const { lastError } = connection;
    if (lastError && !snapshot) {
      this.#settle((waiter) => waiter.reject(lastError));
    } else {
      const empty = snapshot ?? (this.#buffer ?? this.#prepareBuffer()).snapshot(false);
      this.#view = { ...this.#view, snapshot: empty };
      this.#settle((waiter) => waiter.resolve(empty));
      this.#listener.onView();
    }
  }

  /** Answers those who wait for the first snapshot; false if nobody does. */
  #settle(answer: (waiter: Waiter) => void): boolean {
    const waiters = this.#waiters;
    this.#waiters = [];
    waiters.forEach(answer);
    if (waiters.length > 0 && !this.#isOwned) {
      this.#linger();
    }
    return waiters.length > 0;
  }
}
