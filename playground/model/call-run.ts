/** One call from its beginning to its end, as a store that React can watch. */
import type { Message } from "@bufbuild/protobuf";
import { Code, ConnectError, type Metadata, methodInfo, ResponseMetadata } from "farcall";
import type { CatalogMethod } from "./catalog.ts";
import { MessageLog } from "./message-log.ts";
import { nextTask } from "./next-task.ts";
import type { PreparedCall } from "./prepare-call.ts";

export type HeaderPairs = readonly (readonly [name: string, value: string])[];

/** The call as it stood at one moment. */
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

/** How often the time of a call is told on while nothing arrives. */
const clockMs = 100;
/** How long batches may follow each other before the page gets a turn to draw and to hear of clicks. */
const sliceMs = 8;

let lastId = 0;

export class CallRun {
  readonly id: number;
  readonly method: CatalogMethod;
  readonly log = new MessageLog();
  readonly #call: PreparedCall;
  readonly #metadata = new ResponseMetadata();
  readonly #controller = new AbortController();
  readonly #listeners = new Set<() => void>();
  readonly #startedAt = performance.now();
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
    this.#controller.abort(new ConnectError(Code.Canceled, "you canceled the call"));
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

  /** A call with one message back. */
  async #single(): Promise<void> {
    const { transport, method, messages } = this.#call;
    const info = methodInfo(method.descriptor);
    const response = method.sendsMany
      ? await transport.clientStream(info, each(messages), this.#options())
      : await transport.unary(info, messages[0], this.#options());
    this.#receive([response as Message]);
  }

  async #stream(): Promise<void> {
    const { transport, method, messages } = this.#call;
    const info = methodInfo(method.descriptor);
    const stream = method.sendsMany
      ? transport.bidiStream(info, each(messages), this.#options())
      : transport.serverStream(info, messages[0], this.#options());
    let sliceStart = performance.now();
    for await (const batch of stream.batches()) {
      this.#receive(batch as Message[]);
      if (performance.now() - sliceStart > sliceMs) {
        await nextTask();
        sliceStart = performance.now();
      }
    }
  }

  #options() {
    const { headers, timeoutMs } = this.#call;
    return {
      headers,
      timeoutMs: timeoutMs ?? 0,
      signal: this.#controller.signal,
      metadata: this.#metadata,
      onHeader: () => {
        this.#headersMs = this.#now();
        this.#publishSoon();
      },
    };
  }

  #receive(messages: readonly Message[]): void {
    const now = this.#now();
    this.#firstMessageMs ??= now;
    this.#lastMessageMs = now;
    this.log.append(messages, now);
    this.#publishSoon();
  }

  #now(): number {
    return performance.now() - this.#startedAt;
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

  /** At most once a frame: thousands of messages a second must not become thousands of renderings. */
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

async function* each(messages: readonly Message[]): AsyncGenerator<unknown> {
  yield* messages;
}

function pairsOf(metadata: Metadata): HeaderPairs {
  return [...metadata.allItems()];
}
