/** Runs one call from start to finish, as a store that React can subscribe to. */
import type { Message } from "@bufbuild/protobuf";
import { QueryClient } from "@tanstack/query-core";
import { Code, ConnectError, type Metadata, ResponseMetadata } from "farcall";
import {
  createRpcQuery,
  type MutationMethod,
  type RpcCallOptions,
  type StreamMethod,
  streamStore,
} from "farcall/query";
import { Pace } from "../../react/devtools/model/pace.ts";
import type { CatalogMethod } from "./catalog.ts";
import { DecodeQueue } from "./decode-queue.ts";
import { MessageLog } from "./message-log.ts";
import { finishDecoding } from "./patient-codec.ts";
import type { PreparedCall } from "./prepare-call.ts";

export type HeaderPairs = readonly (readonly [name: string, value: string])[];

/** The state of a call at one moment. */
export interface CallSnapshot {
  readonly isRunning: boolean;
  /** All times are milliseconds since the call began. */
  readonly elapsedMs: number;
  readonly headersMs: number | undefined;
  readonly firstMessageMs: number | undefined;
  readonly lastMessageMs: number | undefined;
  readonly received: number;
  readonly headers: HeaderPairs;
  readonly trailers: HeaderPairs;
  readonly error: ConnectError | undefined;
}

/** How often the elapsed time of a call is published while nothing arrives. */
const clockMs = 100;
/** The streams of all calls, each kept only while it runs. */
const calls = new QueryClient();

let lastId = 0;

export class CallRun {
  readonly id: number;
  readonly method: CatalogMethod;
  readonly log = new MessageLog();
  /** On the clock of `performance.now()`. */
  readonly startedAt = performance.now();
  readonly #call: PreparedCall;
  readonly #metadata = new ResponseMetadata();
  readonly #controller = new AbortController();
  readonly #listeners = new Set<() => void>();
  #isRunning = true;
  #headersMs: number | undefined;
  #firstMessageMs: number | undefined;
  #lastMessageMs: number | undefined;
  #error: ConnectError | undefined;
  #frame: number | undefined;
  #snapshot: CallSnapshot;

  /** Makes the call. */
  constructor(call: PreparedCall) {
    lastId++;
    this.id = lastId;
    this.method = call.method;
    this.#call = call;
    this.#snapshot = this.#look();
    void this.#run();
  }

  get snapshot(): CallSnapshot {
    return this.#snapshot;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  cancel(): void {
    this.#controller.abort(new ConnectError(Code.Canceled, "You canceled the call"));
  }

  async #run(): Promise<void> {
    const clock = setInterval(() => this.#publishSoon(), clockMs);
    try {
      await (this.#call.method.receivesMany ? this.#stream() : this.#single());
    } catch (error) {
      this.#error = ConnectError.from(error);
    } finally {
      clearInterval(clock);
      this.#isRunning = false;
      this.#publish();
    }
  }

  /** Makes a call with a single response message. */
  async #single(): Promise<void> {
    const { transport, method, messages } = this.#call;
    const rpc = createRpcQuery({ transport });
    const request = method.sendsMany ? messages : messages[0];
    const options = { ...this.#options(), signal: this.#controller.signal };
    const arrived = await rpc.call(method.descriptor as MutationMethod, request as Message, options);
    const arrivedMs = this.#now();
    this.#receive([await finishDecoding(arrived, new Pace(this.#controller.signal))], arrivedMs);
  }

  /** Makes a call with many response messages: the store reads them without blocking the page. */
  async #stream(): Promise<void> {
    const { transport, method, messages } = this.#call;
    const rpc = createRpcQuery({ transport });
    const request = method.sendsMany ? messages : messages[0];
    const { signal } = this.#controller;
    let [resolve, reject]: [() => void, (error: unknown) => void] = [() => {}, () => {}];
    const ended = new Promise<void>((...outcomes) => {
      [resolve, reject] = outcomes;
    });
    const queue = new DecodeQueue({
      signal,
      onDecoded: (batch, atMs) => this.#receive(batch, atMs),
      onError: reject,
    });
    const stream = streamStore(calls).open(
      rpc.streamOptions(method.descriptor as StreamMethod, request as Message, {
        scope: this.id, // no two calls share a stream
        mode: "latest",
        reconnect: false, // the page shows each failure
        gcTime: 0,
        call: this.#options(),
        onBatch: (batch) => queue.push(batch, this.#now()),
      }),
    );
    signal.addEventListener("abort", () => reject(signal.reason));
    stream.subscribe(() => {
      const { status, error } = stream.view.connection;
      if (status === "error") {
        void queue.settled.then(() => reject(error), reject);
      } else if (status === "complete") {
        void queue.settled.then(resolve, reject);
      }
    });
    try {
      await ended;
    } finally {
      stream.cancel();
      stream.close();
    }
  }

  #options(): RpcCallOptions {
    const { headers, timeoutMs } = this.#call;
    return {
      headers,
      timeoutMs: timeoutMs ?? 0,
      metadata: this.#metadata,
      onHeader: () => {
        this.#headersMs = this.#now();
        this.#publishSoon();
      },
    };
  }

  #receive(messages: readonly Message[], atMs: number): void {
    this.#firstMessageMs ??= atMs;
    this.#lastMessageMs = atMs;
    this.log.append(messages, atMs);
    this.#publishSoon();
  }

  #now(): number {
    return performance.now() - this.startedAt;
  }

  #look(): CallSnapshot {
    return {
      isRunning: this.#isRunning,
      elapsedMs: this.#now(),
      headersMs: this.#headersMs,
      firstMessageMs: this.#firstMessageMs,
      lastMessageMs: this.#lastMessageMs,
      received: this.log.total,
      headers: pairsOf(this.#metadata.headers),
      trailers: pairsOf(this.#metadata.trailers),
      error: this.#error,
    };
  }

  /** Publishes at most once per frame: thousands of messages a second must not cause thousands of renders. */
  #publishSoon(): void {
    this.#frame ??= requestAnimationFrame(() => this.#publish());
  }

  #publish(): void {
    if (this.#frame !== undefined) {
      cancelAnimationFrame(this.#frame);
      this.#frame = undefined;
    }
    this.#snapshot = this.#look();
    for (const listener of this.#listeners) {
      listener();
    }
  }
}

function pairsOf(metadata: Metadata): HeaderPairs {
  return [...metadata.allItems()];
}
