/** The recorded calls: the newest ones, within limits on their number and size. */
import type { ByteLog } from "./byte-log.ts";
import type { CallRecord } from "./call-record.ts";

export class Ring {
  /** In the order they started. */
  readonly calls = new Map<string, CallRecord>();
  /** Calls that were reported and are no longer kept, oldest first. */
  readonly gone: { seq: number; id: string }[] = [];
  /** The number of the last change. */
  seq = 0;
  /** The size of all recorded bodies, in bytes. */
  bytes = 0;
  dropped = 0;
  readonly #maxCalls: number;
  readonly #maxBytes: number;
  /** In the order of their last changes. */
  readonly #changed = new Set<CallRecord>();
  /** Calls that use more than their share, a quarter of the ring. */
  readonly #large = new Set<CallRecord>();
  /** The number of the last change that was reported. */
  #told = 0;

  constructor(maxCalls: number, maxBytes: number) {
    this.#maxCalls = maxCalls;
    this.#maxBytes = maxBytes;
  }

  add(call: CallRecord): void {
    this.calls.set(call.id, call);
    this.touch(call);
    if (this.calls.size > this.#maxCalls) {
      this.#dropOldest();
    }
  }

  /** Records a change of a call. It gets a new number only if the last one was reported: unseen changes are free. */
  touch(call: CallRecord): void {
    if (call.seq <= this.#told && this.calls.has(call.id)) {
      call.seq = ++this.seq;
      this.#changed.delete(call);
      this.#changed.add(call);
    }
  }

  /** Records bytes of a call that is kept. */
  keep(call: CallRecord, log: ByteLog, at: number, bytes: Uint8Array): void {
    if (this.calls.has(call.id)) {
      this.#resize(call, log.add(at, bytes));
      while (this.bytes > this.#maxBytes && this.#makeRoom()) {
        // as often as it takes
      }
      this.touch(call);
    }
  }

  /** Yields the calls that changed after this number, in that order. */
  *changesAfter(seq: number): Iterable<CallRecord> {
    if (seq < this.seq) {
      for (const call of this.#changed) {
        if (call.seq > seq) {
          yield call;
        }
      }
    }
  }

  /** Marks all changes up to this one as reported. */
  tell(seq: number): void {
    this.#told = Math.max(this.#told, seq);
  }

  drop(call: CallRecord): void {
    if (this.calls.delete(call.id)) {
      this.#changed.delete(call);
      this.#resize(call, -call.kept);
      if (call.isShown) {
        this.gone.push({ seq: ++this.seq, id: call.id });
        this.gone.splice(0, this.gone.length - this.#maxCalls);
      }
    }
  }

  /** Drops the calls that have ended. */
  clear(): undefined {
    for (const call of this.calls.values()) {
      if (call.endedAt !== undefined) {
        this.drop(call);
      }
    }
  }

  #makeRoom(): boolean {
    for (const call of this.#large) {
      if (this.#shorten(call, this.calls.size === 1)) {
        return true;
      }
    }
    return this.#dropOldest();
  }

  #shorten(call: CallRecord, all: boolean): boolean {
    for (const { request, response } of call.attempts) {
      const freed = response.shorten(all) || request.shorten(all);
      if (freed > 0) {
        this.#resize(call, -freed);
        return true;
      }
    }
    return false;
  }

  /** Drops the oldest call; running calls last. */
  #dropOldest(): boolean {
    let oldest: CallRecord | undefined;
    for (const call of this.calls.values()) {
      oldest ??= call;
      if (call.endedAt !== undefined) {
        oldest = call;
        break;
      }
    }
    if (oldest) {
      this.dropped++;
      this.drop(oldest);
    }
    return oldest !== undefined;
  }

  #resize(call: CallRecord, bytes: number): void {
    call.kept += bytes;
    this.bytes += bytes;
    if (call.kept > this.#maxBytes / 4) {
      this.#large.add(call);
    } else if (bytes < 0) {
      this.#large.delete(call);
    }
  }
}
