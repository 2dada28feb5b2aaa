/**
 * A stream that is being read, for all of its users. Collects messages in a buffer, and publishes them, at most once
 * per frame, as a snapshot in the query cache. It exposes only the connection itself; messages are read from the cache.
 * It carries out what `stream-machine.ts` decides.
 */
import type { Query, QueryClient } from "@tanstack/query-core";
import { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import { startTimer } from "../../core/timer.ts";
import { CachedStream } from "./cached-stream.ts";
import { deliver } from "./deliver.ts";
import { FlushTimer } from "./flush-timer.ts";
import { StreamBuffer } from "./stream-buffer.ts";
import type { StreamEffect, StreamTimer } from "./stream-effect.ts";
import type { StreamEvent } from "./stream-event.ts";
import { connectionOf, newLife, type StreamLife } from "./stream-life.ts";
import { step } from "./stream-machine.ts";
import { runStream } from "./stream-run.ts";
import type { StreamSpec } from "./stream-spec.ts";
import type { StreamConnection, StreamSnapshot } from "./stream-state.ts";

/** The events that a live stream reports to its store. */
export interface LiveStreamListener {
  /** Called when the connection has changed. The cache reports new snapshots. */
  onConnection(): void;
  onMessages(messages: readonly unknown[]): void;
  /** Called when it is closed, because nobody has used it for long enough. */
  onAbandoned(): void;
}

/** A fetch waiting for the first snapshot. */
interface Waiter {
  resolve(snapshot: StreamSnapshot): void;
  reject(error: ConnectError): void;
}

export class LiveStream {
  readonly cached: CachedStream;
  readonly #listener: LiveStreamListener;
  readonly #flush = new FlushTimer(() => this.send({ type: "frame" }));
  readonly #timers = new Map<StreamTimer, () => void>();
  readonly #waiters = new Map<number, Waiter>();
  #lastWaiter = 0;
  #life: StreamLife;
  #connection: StreamConnection;
  #controller: AbortController | undefined;
  #buffer!: StreamBuffer<unknown, unknown>;
  #published: StreamSnapshot | undefined;
  /** The results of fetches. By the time TanStack puts one into the cache, the cache may hold a newer snapshot. */
  readonly #answers = new WeakSet<StreamSnapshot>();

  constructor(client: QueryClient, query: Query, spec: StreamSpec, listener: LiveStreamListener) {
    this.cached = new CachedStream(client, query);
    this.#life = newLife(spec, query.state.isInvalidated);
    this.#connection = connectionOf(this.#life);
    this.#gather();
    this.#listener = listener;
  }

  /** The current state of the stream. */
  get life(): StreamLife {
    return this.#life;
  }

  /** The connection as last reported: the same object until something changes. */
  get connection(): StreamConnection {
    return this.#connection;
  }

  /**
   * Implements the query function: opens or reopens the stream, and waits for the first snapshot. The stream continues
   * after that, so that whatever awaits the query does not wait for an endless stream to end.
   *
   * @param signal the fetch's signal: ends the wait, not the stream; TanStack then ignores the result
   * @param startsOver starts from the beginning, even if it could continue after the last message
   */
  read(query: Query, spec: StreamSpec, signal: AbortSignal, startsOver: boolean): Promise<StreamSnapshot> {
    this.cached.noteOptions(query);
    return new Promise((resolve, reject) => {
      const waiter = ++this.#lastWaiter;
      this.#waiters.set(waiter, { resolve, reject });
      signal.addEventListener("abort", () => {
        this.#waiters.delete(waiter);
        this.send({ type: "left", waiter });
      });
      const { snapshot } = this.cached;
      const isBroken = snapshot?.latest !== undefined && !snapshot.isComplete;
      this.send({ type: "asked", waiter, spec, startsOver, isBroken });
    });
  }

  /** Handles an event. Effects may send further events, which are handled before the remaining effects. */
  send(event: StreamEvent): void {
    const { state, effects } = step(this.#life, event);
    this.#life = state;
    for (const effect of effects) {
      if (!("run" in effect) || effect.run === this.#life.run) {
        this.#carryOut(effect);
      }
    }
  }

  /** Returns true if a fetch resolved with this snapshot. */
  hasAnswered(snapshot: StreamSnapshot): boolean {
    return this.#answers.has(snapshot);
  }

  #carryOut(effect: StreamEffect): void {
    switch (effect.type) {
      case "abort":
        this.#controller?.abort(
          effect.isReplaced ? undefined : new ConnectError(Code.Canceled, "the stream is no longer wanted"),
        );
        break;
      case "open":
        this.#open(effect.run);
        break;
      case "gather":
        this.#gather(effect.continues ? this.cached.snapshot : undefined);
        break;
      case "publish":
        this.#published = this.cached.put(this.#buffer.snapshot(effect.isComplete));
        break;
      case "adopt":
        this.cached.snapshot = effect.snapshot;
        if (effect.isWritten && effect.snapshot) {
          this.#buffer.rebase(effect.snapshot);
        }
        break;
      case "deliver":
        if (effect.to === "listeners") {
          this.#listener.onMessages(effect.messages);
        } else {
          deliver(effect.to, effect.messages);
        }
        break;
      case "answer":
        this.#settle(effect.waiters, ({ resolve }) => {
          // A listener may have changed, or removed, what was published, synchronously.
          const snapshot = this.cached.snapshot ?? (this.#published as StreamSnapshot);
          this.#answers.add(snapshot);
          resolve(snapshot);
        });
        break;
      case "reject":
        this.#settle(effect.waiters, ({ reject }) => reject(effect.error));
        break;
      case "cancelFetch":
        if (effect.waiters.some((waiter) => this.#waiters.has(waiter))) {
          this.cached.cancelFetch();
        }
        break;
      case "tell":
        this.#connection = connectionOf(this.#life);
        this.#listener.onConnection();
        break;
      case "fail":
        this.cached.fail(effect.error, effect.isTold);
        break;
      case "abandon":
        this.#listener.onAbandoned();
        break;
      case "startTimer":
        this.#startTimer(effect.timer, effect.ms);
        break;
      case "stopTimer":
        this.#stopTimer(effect.timer);
        break;
      case "startFrame":
        this.#flush.schedule();
        break;
      case "stopFrame":
        this.#flush.cancel();
        break;
    }
  }

  #open(run: number): void {
    const controller = new AbortController();
    const { signal } = controller;
    this.#controller = controller;
    const send = (event: StreamEvent) => signal.aborted || this.send(event);
    runStream({
      spec: this.#life.spec,
      queryHash: this.cached.queryHash,
      signal,
      onConnect: () => {
        send({ type: "request", run });
        return this.#buffer.latest;
      },
      onMessages: (messages) => {
        if (!signal.aborted) {
          this.#buffer.push(messages); // a reducer that throws ends the connection
          send({ type: "messages", run, messages });
        }
      },
      onConnection: (change) => send({ type: "connection", run, change }),
    }).then(
      () => send({ type: "completed", run }),
      (reason) => send({ type: "failed", run, error: ConnectError.from(reason) }),
    );
  }

  #gather(from?: StreamSnapshot): void {
    const { mode, limit } = this.#life.spec;
    this.#buffer = new StreamBuffer(mode, limit, from);
  }

  /** Settles those waiters that still wait. */
  #settle(waiters: readonly number[], settle: (waiter: Waiter) => void): void {
    for (const id of waiters) {
      const waiter = this.#waiters.get(id);
      this.#waiters.delete(id);
      if (waiter) {
        settle(waiter);
      }
    }
  }

  #startTimer(timer: StreamTimer, ms: number): void {
    this.#stopTimer(timer);
    const run = () => {
      this.#timers.delete(timer);
      const hasSnapshot = this.cached.snapshot !== undefined;
      this.send(timer === "linger" ? { type: "lingered" } : { type: "silence", waiter: timer, hasSnapshot });
    };
    this.#timers.set(timer, startTimer(ms, run));
  }

  #stopTimer(timer: StreamTimer): void {
    this.#timers.get(timer)?.();
    this.#timers.delete(timer);
  }
}
