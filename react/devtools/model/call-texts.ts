/** The headers and messages of calls as text, loaded in the background once a filter needs them. */
import type { Link } from "../link.ts";
import type { Call } from "./call.ts";
import type { Descriptors } from "./descriptors.ts";
import type { CallText } from "./match-call.ts";

export class CallTexts {
  readonly #link: Link;
  readonly #descriptors: Descriptors;
  readonly #texts = new Map<string, { seq: number; text: CallText }>();
  readonly #listeners = new Set<() => void>();
  #run = 0;
  /** Increases with each change. */
  version = 0;

  constructor(link: Link, descriptors: Descriptors) {
    this.#link = link;
    this.#descriptors = descriptors;
  }

  /** Discards all texts, because they can now be decoded better. */
  forget(): void {
    this.#texts.clear();
    this.#grow();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  textOf = ({ key }: Call): CallText | undefined => this.#texts.get(key)?.text;

  isRead({ key, row, isKept }: Call): boolean {
    return !isKept || this.#texts.get(key)?.seq === row.seq;
  }

  /** Reads the calls that have not been read, newest first. Stops an earlier run. */
  async read(calls: readonly Call[]): Promise<void> {
    this.#run++;
    const run = this.#run;
    const { readCallText } = await import("./read-call-text.ts");
    for (const call of [...calls].reverse()) {
      if (run !== this.#run) {
        return;
      }
      if (!this.isRead(call)) {
        this.#texts.set(call.key, { seq: call.row.seq, text: await readCallText(this.#link, call, this.#descriptors) });
        this.#grow();
      }
    }
  }

  stop(): void {
    this.#run++;
  }

  #grow(): void {
    this.version++;
    for (const listener of this.#listeners) {
      listener();
    }
  }
}
