/** Records calls with an interceptor that changes nothing, and a wrapper around the function that sends a call. */

import type { ConnectError } from "../core/connect-error.ts";
import type {
  BidiStreamInterceptor,
  ClientStreamInterceptor,
  MetadataInterceptor,
  ServerStreamInterceptor,
  UnaryInterceptor,
} from "../core/interceptor.ts";
import { now } from "../core/now.ts";
import type { RequestContext, Send } from "../core/request-context.ts";
import type { Attempt, CallRecord } from "./call-record.ts";
import type { Override } from "./hook.ts";
import type { DevtoolsOptions } from "./options.ts";
import { Ring } from "./ring.ts";
import { tappedSend } from "./tapped-send.ts";

/** For this long after the last request, a devtools client counts as connected. */
const lookingMs = 5000;

type Attach = UnaryInterceptor &
  ClientStreamInterceptor &
  ServerStreamInterceptor &
  BidiStreamInterceptor &
  MetadataInterceptor<CallRecord | undefined>;

export class Recorder {
  readonly ring: Ring;
  /** A different one means that the page was reloaded. */
  readonly epoch = Math.random().toString(36).slice(2);
  isRevealed = false;
  /** Names of headers to hide in addition to the default ones. */
  readonly redact: readonly string[];
  isPaused: boolean;
  faults = 0;
  /** When changes were last drained. */
  drainedAt = Number.NEGATIVE_INFINITY;
  /** The armed overrides. */
  overrides: readonly Override[] = [];
  /** Set while an override is armed: returns the function that replaces sending an attempt. */
  override: ((call: CallRecord, attempt: Attempt) => Send | undefined) | undefined;
  readonly #callSites: boolean | "auto";
  #ids = 0;

  constructor({
    maxCalls = 1000,
    maxBytes = 8 * 1024 * 1024,
    redact = [],
    callSites = "auto",
    record = true,
  }: DevtoolsOptions = {}) {
    this.ring = new Ring(maxCalls, maxBytes);
    this.redact = redact;
    this.isPaused = !record;
    this.#callSites = callSites;
  }

  /** Whether it is noted where calls are made. */
  get notesSites(): boolean {
    return this.#callSites === "auto" ? now() - this.drainedAt < lookingMs : this.#callSites;
  }

  readonly attach: Attach = {
    onStart: (ctx) => this.guard(undefined, () => this.#start(ctx)),
    onEnd: (call, _, error) => this.guard(call, () => call && this.end(call, error)),
    interceptUnary: this.#continuing(),
    interceptClientStream: this.#continuing(),
    interceptServerStream: this.#continuing(),
    interceptBidiStream: this.#continuing(),
  };

  /** Runs work of the recorder. An error is counted, and ends the recording of this call. Never throws. */
  guard<T>(call: CallRecord | undefined, work: () => T): T | undefined {
    try {
      return call?.isOff ? undefined : work();
    } catch {
      this.faults++;
      if (call) {
        call.isOff = true;
        this.ring.drop(call);
      }
      return undefined;
    }
  }

  begin(ctx: RequestContext, resentFrom?: string): CallRecord {
    const { callOptions, send, timeoutMs: left } = ctx;
    const call: CallRecord = {
      id: `${++this.#ids}`,
      seq: 0,
      ctx,
      startedAt: now(),
      timeoutMs: left && ((callOptions as { timeoutMs?: number }).timeoutMs || Math.round(left)),
      site: this.notesSites ? siteHere(this.attach.onStart) : undefined,
      resentFrom,
      send,
      next: undefined,
      attempts: [],
      endedAt: undefined,
      error: undefined,
      kept: 0,
      isShown: false,
      isOff: false,
    };
    void ctx.signal; // created now, so that the call shares no signal with others, and can be ended alone
    ctx.deadline.onAbort((error) => this.guard(call, () => this.end(call, error))); // even if something inside hangs
    ctx.send = tappedSend(this, call);
    this.ring.add(call);
    return call;
  }

  end(call: CallRecord, error: ConnectError | undefined): void {
    const at = now();
    call.endedAt = at;
    call.error = error;
    for (const attempt of call.attempts) {
      attempt.endAt ??= at;
    }
    this.ring.touch(call);
  }

  #start(ctx: RequestContext): CallRecord | undefined {
    // Calls on a server send nothing, and a transport may have been given the recorder twice.
    return this.isPaused || !ctx.send || recordOf(ctx) ? undefined : this.begin(ctx);
  }

  /** Remembers how a call continues, so that it can be resent, and returns the same object unchanged. */
  #continuing() {
    return <Q, R, C extends RequestContext<never, never>>(next: (request: Q, ctx: C) => R, request: Q, ctx: C): R => {
      this.guard(undefined, () => {
        const call = recordOf(ctx as never);
        if (call) {
          call.next ??= next as never;
        }
      });
      return next(request, ctx);
    };
  }
}

/** Returns the record of a call, if it is recorded. */
function recordOf(ctx: RequestContext): CallRecord | undefined {
  return (ctx.send as { record?: CallRecord } | undefined)?.record;
}

/** Returns a stack that starts with the caller of this function; deep enough to leave this package. */
function siteHere(above: (...args: never[]) => unknown): Error {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 32;
  const site = new Error();
  Error.captureStackTrace?.(site, above);
  Error.stackTraceLimit = stackTraceLimit;
  return site;
}
