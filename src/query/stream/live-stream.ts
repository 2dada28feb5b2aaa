/**
 * A stream that is being read for everyone who wants it. It gathers messages in a buffer and publishes them, at most
 * once a frame, as a snapshot in the query cache. What it says of itself is the connection; the messages are where
 * everybody looks for them.
 */
import type { Query, QueryClient, QueryState } from "@tanstack/query-core";
import { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import { CachedStream } from "./cached-stream.ts";
import { deliver } from "./deliver.ts";
import { FirstSnapshot } from "./first-snapshot.ts";
import { FlushTimer } from "./flush-timer.ts";
import { Linger } from "./linger.ts";
import { StreamBuffer } from "./stream-buffer.ts";
import { runStream } from "./stream-run.ts";
import type { StreamSpec } from "./stream-spec.ts";
import { idleConnection, type StreamConnection, type StreamSnapshot } from "./stream-state.ts";

/** What a live stream tells its store. */
export interface LiveStreamListener {
  /** The connection has changed. Of a new snapshot the cache tells. */
  onConnection(): void;
  onMessages(messages: readonly unknown[]): void;
  /** Nobody has wanted it for long enough: it is closed. */
  onAbandoned(): void;
}

export class LiveStream {
  readonly cached: CachedStream;
  readonly #listener: LiveStreamListener;
  readonly #flush = new FlushTimer(() => this.#publish());
  readonly #first = new FirstSnapshot(
    () => this.#settleInSilence(),
    () => this.#linger.update(),
  );
  readonly #linger = new Linger({
    lingerMs: () => this.#spec.lingerMs,
    isAwaited: () => this.isAwaited,
    onEnd: () => {
      this.close(false);
      this.#listener.onAbandoned();
    },
  });
  #spec: StreamSpec;
  #controller: AbortController | undefined;
  #buffer: StreamBuffer<unknown, unknown> | undefined;
  #connection = idleConnection;
  /** True when the buffer holds what is not published. */
  #hasNews = false;
  #isComplete = false;
  /** True from the beginning of a run to its first message: whoever asks joins it, instead of starting another. */
  #canBeJoined = false;
  #isCanceled = false;
  /** True when a fetch has failed with the error of a connection that was lost: it is not to be told a second time. */
  #isTold = false;
  /** What fetches were answered with: by the time that TanStack puts it into the cache, there may be newer there. */
  readonly #answers = new WeakSet<StreamSnapshot>();

  constructor(client: QueryClient, query: Query, spec: StreamSpec, listener: LiveStreamListener) {
    this.cached = new CachedStream(client, query);
    this.#spec = spec;
    this.#listener = listener;
  }

  /** The same object until something changes. */
  get connection(): StreamConnection {
    return this.#connection;
  }

  /** What it was opened with. */
  get spec(): StreamSpec {
    return this.#spec;
  }

  get isRunning(): boolean {
    return this.#controller !== undefined;
  }

  /** True while a fetch waits for the first snapshot: it needs no other. */
  get isAwaited(): boolean {
    return this.#first.isAwaited;
  }

  /** True when another fetch would only do harm: it runs, or somebody wanted it to stop, or to show the rest later. */
  get isFresh(): boolean {
    return this.isRunning || this.#isCanceled || this.#hasNews;
  }

  /**
   * What the query function does: opens the stream, or opens it anew, and waits for the first snapshot. The stream goes
   * on after that, so that nothing that waits for the query waits for the end of an endless stream.
   *
   * @param signal that of the fetch: it ends the waiting and not the stream
   * @param startsOver begins from the beginning, even if it could go on from the last message
   */
  read(query: Query, spec: StreamSpec, signal: AbortSignal, startsOver: boolean): Promise<StreamSnapshot> {
    this.cached.noteOptions(query);
    this.#linger.renew();
    if (!this.isRunning || !this.#canBeJoined || startsOver) {
      this.#open(spec, startsOver);
    }
    return this.#first.wait(spec.waitMs, signal);
  }

  /** Opens it from the beginning, for those who wait for it already. */
  restart(): void {
    this.#linger.renew();
    this.#open(this.#spec, true);
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

  /** Told whether anybody has the stream. It outlives the last of them by a moment, for those who come right back. */
  setOwned(isOwned: boolean): void {
    if (isOwned && !this.#linger.isOwned) {
      this.allow();
    }
    this.#linger.setOwned(isOwned);
  }

  /** Somebody wants it: that it was canceled before keeps nobody from opening it. */
  allow(): void {
    this.#isCanceled = false;
  }

  /** What there is was declared out of date. */
  invalidate(): void {
    this.#canBeJoined = false; // by those who ask for all of it anew
    this.cached.isInvalidated = true;
  }

  /**
   * Somebody else has changed what the cache holds.
   *
   * @param isWritten true if that is to last, so that the messages to come are added to it
   */
  adopt({ data, isInvalidated }: QueryState, isWritten: boolean): void {
    const snapshot = data as StreamSnapshot;
    this.cached.snapshot = snapshot;
    this.cached.isInvalidated = isInvalidated;
    if (isWritten) {
      this.#buffer?.rebase(snapshot);
    }
  }

  /** Whether this is what a fetch was answered with. */
  hasAnswered(snapshot: StreamSnapshot): boolean {
    return this.#answers.has(snapshot);
  }

  /** The cache has thrown everything away and begins anew with this. */
  reset({ data, isInvalidated }: QueryState): void {
    this.cached.snapshot = data as StreamSnapshot | undefined;
    this.cached.isInvalidated = isInvalidated;
    this.close(true);
    this.#connect({ ...idleConnection, isPaused: this.#connection.isPaused });
    this.#linger.update();
  }

  /** @param isForgotten true if the cache has dropped what there was, and nothing more is to be put there */
  close(isForgotten: boolean): void {
    this.#hasNews &&= !isForgotten;
    this.#stop();
    this.#linger.stop();
    this.allow(); // for whoever comes next
  }

  #open(spec: StreamSpec, startsOver: boolean): void {
    const continues = !startsOver && this.#continues(spec);
    this.#controller?.abort();
    const controller = new AbortController();
    const { signal } = controller;
    this.#controller = controller;
    this.#spec = spec;
    this.#isCanceled = false;
    this.#isTold = false;
    this.#isComplete = false;
    this.#canBeJoined = true;
    this.#hasNews = false;
    this.#buffer = continues ? new StreamBuffer(spec.mode, spec.limit, this.cached.snapshot) : undefined;
    this.#connect({ ...idleConnection, status: "connecting", isPaused: this.#connection.isPaused });
    runStream({
      spec,
      queryHash: this.cached.queryHash,
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
    const { snapshot, isInvalidated } = this.cached;
    const isBroken = snapshot?.latest !== undefined && !snapshot.isComplete && !this.isRunning;
    return Boolean(resume) && isBroken && !isInvalidated;
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
    this.#canBeJoined = false;
    this.#isTold = false;
    this.#hasNews = true;
    deliver(this.#spec, messages);
    if (this.#connection.attempt > 0 || this.#connection.status !== "open") {
      this.#connect({ status: "open", attempt: 0, nextRetryAt: undefined });
    }
    this.#listener.onMessages(messages);
    this.#flush.schedule();
  }

  #publish(): void {
    const isHeld = this.#connection.isPaused && !this.isAwaited;
    if (this.#hasNews && !isHeld) {
      this.#answer(this.#publishNow());
    }
  }

  #answer(snapshot: StreamSnapshot): void {
    this.#answers.add(snapshot);
    this.#first.resolve(snapshot);
  }

  /** Into the cache, also while it is paused. Returns what is there then. */
  #publishNow(): StreamSnapshot {
    this.#hasNews = false;
    this.cached.isInvalidated = false;
    return this.cached.put((this.#buffer ?? this.#prepareBuffer()).snapshot(this.#isComplete));
  }

  /** What the connection brought is shown before what became of it. */
  #change(change: Partial<StreamConnection>): void {
    this.#publish();
    this.#connect(change);
  }

  #connect(change: Partial<StreamConnection>): void {
    this.#connection = { ...this.#connection, ...change };
    this.#listener.onConnection();
  }

  #complete(): void {
    this.#controller = undefined;
    this.#isComplete = true;
    this.#hasNews = true;
    this.#flush.cancel();
    this.#change({ status: "complete" });
  }

  #fail(error: ConnectError): void {
    this.#controller = undefined;
    this.#flush.cancel();
    if (this.#hasNews) {
      this.#publishNow(); // data survives errors
    }
    const isAwaited = this.isAwaited;
    this.#first.reject(error);
    this.#connect({ status: "error", error, lastError: error, nextRetryAt: undefined });
    if (!isAwaited) {
      this.cached.fail(error, this.#isTold);
    }
  }

  /** Ends the run, if there is one, without a word of error. */
  #stop(): void {
    this.#flush.cancel();
    this.#controller?.abort(new ConnectError(Code.Canceled, "the stream is no longer wanted"));
    this.#controller = undefined;
    if (this.#hasNews) {
      this.#publishNow();
    }
    if (!["complete", "error"].includes(this.#connection.status)) {
      this.#connect({ status: "idle", nextRetryAt: undefined });
    }
    if (this.isAwaited) {
      this.cached.cancelFetch();
    }
  }

  /** Those who wait have waited long enough: they get what there is, and hear of the rest as everyone does. */
  #settleInSilence(): void {
    const { lastError } = this.#connection;
    const { snapshot } = this.cached;
    if (lastError && !snapshot) {
      this.#isTold = true;
      this.#first.reject(lastError);
    } else {
      this.#answer(snapshot ?? this.#publishNow());
    }
  }
}
