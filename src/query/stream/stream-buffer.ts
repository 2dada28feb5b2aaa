/**
 * Collects the messages of a stream. Mutable, because copying all of them for each new message is quadratic; its
 * snapshots never change.
 */
import { RecentMessages } from "./recent-messages.ts";
import type { StreamSnapshot } from "./stream-state.ts";

/** Reduces the messages of a stream to data. */
export interface StreamReducer<D, O> {
  /** The data before the first message. */
  readonly initial: D;
  /** Called once for each message; returns the new data and leaves the old as it was. */
  readonly reduce: (data: D, message: O) => D;
}

/** How messages become data: the last one, a list, or the result of a reducer. */
export type StreamMode<D, O> = "latest" | "collect" | StreamReducer<D, O>;

/** How many messages `collect` keeps by default. */
export const defaultLimit = 10_000;

interface Accumulator<D, O> {
  push(messages: readonly O[]): void;
  /** The current data, which later pushes do not modify. */
  data(): D;
  /** The number of messages that the data no longer holds. */
  dropped(): number;
}

export class StreamBuffer<D, O> {
  readonly #mode: StreamMode<D, O>;
  readonly #limit: number;
  #accumulator: Accumulator<D, O>;
  #count: number;
  #latest: O | undefined;
  /** True if the last snapshot that was published came from this buffer. */
  #isShown: boolean;
  #sinceShown: RecentMessages<O>;

  /** @param from the snapshot of an earlier connection, to continue from */
  constructor(mode: StreamMode<D, O>, limit: number, from?: StreamSnapshot<D, O>) {
    this.#mode = mode;
    this.#limit = limit;
    this.#accumulator = accumulator(mode, limit, from);
    this.#count = from?.count ?? 0;
    this.#latest = from?.latest;
    this.#isShown = from !== undefined;
    this.#sinceShown = this.#recentMessages();
  }

  get latest(): O | undefined {
    return this.#latest;
  }

  push(messages: readonly O[]): void {
    this.#accumulator.push(messages);
    this.#count += messages.length;
    this.#latest = messages.at(-1) ?? this.#latest;
    this.#sinceShown.push(messages);
  }

  /**
   * Continues from a snapshot that other code has changed, and adds the messages that arrived since. Does nothing
   * before the first snapshot, when the change was made to that of another buffer.
   */
  rebase(from: StreamSnapshot<D, O>): void {
    if (this.#isShown) {
      const { batches, count, lost } = this.#sinceShown;
      this.#accumulator = accumulator(this.#mode, this.#limit, { ...from, dropped: from.dropped + lost });
      for (const messages of batches) {
        this.#accumulator.push(messages);
      }
      this.#count = from.count + count;
      this.#latest = batches.at(-1)?.at(-1) ?? from.latest;
    }
  }

  snapshot(isComplete: boolean): StreamSnapshot<D, O> {
    this.#isShown = true;
    this.#sinceShown = this.#recentMessages();
    return {
      data: this.#accumulator.data(),
      latest: this.#latest,
      count: this.#count,
      dropped: this.#accumulator.dropped(),
      isComplete,
    };
  }

  /**
   * The messages since a snapshot: those of a frame or, while the stream is paused, of any length of time. Holds no
   * more than the data would; if other code changes the data of a reducer after a pause of more than `limit` messages,
   * the first of these are lost.
   */
  #recentMessages(): RecentMessages<O> {
    return new RecentMessages(this.#mode === "latest" ? 1 : Math.max(1, this.#limit));
  }
}

function accumulator<D, O>(mode: StreamMode<D, O>, limit: number, from?: StreamSnapshot<D, O>): Accumulator<D, O> {
  switch (mode) {
    case "latest":
      // Here D is O | undefined, and the data is what the buffer keeps anyway.
      return latest(from?.latest) as unknown as Accumulator<D, O>;
    case "collect":
      // Here D is a list of O.
      return collect(limit, from as StreamSnapshot<readonly O[], O>) as unknown as Accumulator<D, O>;
    default:
      return reduced(mode, from);
  }
}

function latest<O>(from: O | undefined): Accumulator<O | undefined, O> {
  let last = from;
  return {
    push(messages) {
      last = messages.at(-1) ?? last;
    },
    data: () => last,
    dropped: () => 0,
  };
}

function collect<O>(limit: number, from?: StreamSnapshot<readonly O[], O>): Accumulator<readonly O[], O> {
  let kept = [...(from?.data ?? [])];
  let dropped = from?.dropped ?? 0;
  const trim = () => {
    const surplus = Math.max(0, kept.length - limit);
    dropped += surplus;
    kept = surplus > 0 ? kept.slice(surplus) : kept;
  };
  return {
    push(messages) {
      for (const message of messages) {
        kept.push(message);
      }
      // Keeps twice as many before dropping the older half, so that not every message moves all the others.
      if (kept.length > 2 * limit) {
        trim();
      }
    },
    data() {
      trim();
      return kept.slice();
    },
    dropped: () => dropped,
  };
}

function reduced<D, O>({ initial, reduce }: StreamReducer<D, O>, from?: StreamSnapshot<D, O>): Accumulator<D, O> {
  let data = from ? from.data : initial;
  return {
    push(messages) {
      for (const message of messages) {
        data = reduce(data, message);
      }
    },
    data: () => data,
    dropped: () => 0,
  };
}
