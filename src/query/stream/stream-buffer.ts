/**
 * Gathers the messages of a stream. Mutable, because copying what there is for each message that comes is quadratic;
 * what leaves it is a snapshot that never changes.
 */
import { RecentMessages } from "./recent-messages.ts";
import type { StreamSnapshot } from "./stream-state.ts";

/** Makes the data of a stream out of its messages. */
export interface StreamReducer<D, O> {
  /** The data before the first message. */
  readonly initial: D;
  /** Called once for each message; returns the new data and leaves the old as it was. */
  readonly reduce: (data: D, message: O) => D;
}

/** How the messages of a stream become its data: the last one, a list, or what a reducer makes of them. */
export type StreamMode<D, O> = "latest" | "collect" | StreamReducer<D, O>;

/** How many messages `collect` holds unless told otherwise. */
export const defaultLimit = 10_000;

interface Accumulator<D, O> {
  push(messages: readonly O[]): void;
  /** The data as it stands: not touched any more by later pushes. */
  data(): D;
  /** How many messages the data no longer holds. */
  dropped(): number;
}

export class StreamBuffer<D, O> {
  readonly #mode: StreamMode<D, O>;
  readonly #limit: number;
  #accumulator: Accumulator<D, O>;
  #count: number;
  #latest: O | undefined;
  /** True when what was last seen of the stream is from here. */
  #isShown: boolean;
  #sinceShown: RecentMessages<O>;

  /** @param from the messages of an earlier connection, to go on from */
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
   * Somebody has changed the last snapshot: goes on from what they made of it, and adds again what came since. Does
   * nothing before the first snapshot, when they have changed what another buffer has made.
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
   * What came since a snapshot: the messages of a frame, or, while the stream is paused, of any time. Of those it holds
   * no more than the data would; a reducer whose data somebody changes after a pause of more than `limit` messages has
   * to do without the first of them.
   */
  #recentMessages(): RecentMessages<O> {
    return new RecentMessages(this.#mode === "latest" ? 1 : Math.max(1, this.#limit));
  }
}

function accumulator<D, O>(mode: StreamMode<D, O>, limit: number, from?: StreamSnapshot<D, O>): Accumulator<D, O> {
  switch (mode) {
    case "latest":
      // Its D is O | undefined, and its data what the buffer keeps anyway.
      return latest(from?.latest) as unknown as Accumulator<D, O>;
    case "collect":
      // Its D is a list of O.
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
      // Twice as many are held before the older half goes, so that not every message moves all the others.
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
