/** What the servers of the three applications are about: notebooks, a feed, and tokens that expire when a test says so. */
import { deferred } from "../../deferred.ts";
import { Hold } from "./hold.ts";

export interface BoardNote {
  id: number;
  text: string;
}

export class Board {
  /** Every refresh waits while this is held. */
  readonly refreshing = new Hold();
  /** Every note that is added waits while this is held. */
  readonly adding = new Hold();
  /** The number of refreshes that were asked for. */
  refreshes = 0;
  /** The number of calls that were refused because of their token. */
  refused = 0;
  /** What each connection to the feed asked to continue after. */
  readonly followedAfter: number[] = [];

  readonly #notebooks = new Map<string, BoardNote[]>();
  #tokens = 0;
  #isExpired = false;
  #events = 0;
  #nextEvent = deferred<void>();

  issueToken(): string {
    this.#isExpired = false;
    return `token-${++this.#tokens}`;
  }

  refresh(): Promise<string> {
    this.refreshes++;
    return this.refreshing.pass(() => this.issueToken());
  }

  /** From now on, the token that was issued last is refused. */
  expire(): void {
    this.#isExpired = true;
  }

  accepts(authorization: string | null | undefined): boolean {
    const isAccepted = !this.#isExpired && authorization === `Bearer token-${this.#tokens}`;
    this.refused += isAccepted ? 0 : 1;
    return isAccepted;
  }

  list(notebook: string): { notes: readonly BoardNote[]; total: number } {
    const notes = this.#notebooks.get(notebook) ?? [{ id: 1, text: "Buy wool" }];
    return { notes, total: notes.length };
  }

  /** Adds a note, or throws if it says "refuse". */
  add(notebook: string, text: string): Promise<BoardNote> {
    return this.adding.pass(() => {
      if (text.includes("refuse")) {
        throw new Error(`"${text}" asks to be refused`);
      }
      const { notes } = this.list(notebook);
      const note = { id: notes.length + 1, text };
      this.#notebooks.set(notebook, [note, ...notes]);
      return note;
    });
  }

  /** Adds events to the feed. They count from 1. */
  emit(count: number): void {
    this.#events += count;
    this.#nextEvent.resolve();
    this.#nextEvent = deferred();
  }

  /** Yields the numbers of the events after one of them, and then those to come, until the signal is aborted. */
  async *follow(after: number, signal: AbortSignal | undefined): AsyncGenerator<number> {
    this.followedAfter.push(after);
    const left = new Promise<void>((resolve) => signal?.addEventListener("abort", () => resolve(), { once: true }));
    for (let sequence = after + 1; !signal?.aborted; ) {
      if (sequence <= this.#events) {
        yield sequence++;
      } else {
        await Promise.race([this.#nextEvent.promise, left]);
      }
    }
  }
}
