/** The calls that were opened, with their bytes: the page may drop them, but the panel keeps the last ones opened. */
import type { Link } from "../link.ts";
import type { Call } from "./call.ts";
import type { Descriptors } from "./descriptors.ts";
import { OpenedCall } from "./opened-call.ts";

const mostCalls = 30;
const mostBytes = 128 * 1024 * 1024;

export class OpenedCalls {
  readonly #link: Link;
  readonly #descriptors: Descriptors | undefined;
  readonly #calls = new Map<string, OpenedCall>();

  constructor(link: Link, descriptors?: Descriptors) {
    this.#link = link;
    this.#descriptors = descriptors;
  }

  open({ key, row }: Call): OpenedCall {
    const opened = this.#calls.get(key) ?? new OpenedCall(this.#link, row.id, this.#descriptors);
    this.#calls.delete(key);
    this.#calls.set(key, opened);
    this.#trim();
    return opened;
  }

  clear(): void {
    this.#calls.clear();
  }

  /** Drops the calls opened first; the one opened last always stays. */
  #trim(): void {
    let bytes = [...this.#calls.values()].reduce((sum, call) => sum + call.bytes, 0);
    for (const [key, call] of this.#calls) {
      if (this.#calls.size <= 1 || (this.#calls.size <= mostCalls && bytes <= mostBytes)) {
        return;
      }
      bytes -= call.bytes;
      this.#calls.delete(key);
    }
  }
}
