/** The log of the page's calls: polls the page and keeps the results. */
import type { Command, CommandResult, Drained } from "farcall/devtools";
import type { Link } from "../link.ts";
import type { Call } from "./call.ts";
import { inOrderOfStart } from "./in-order-of-start.ts";
import { newId } from "./new-id.ts";
import { readCommandResult } from "./read-details.ts";
import { readDrained } from "./read-drained.ts";

/** The state of the page, apart from its calls. */
export type PageState = Omit<Drained, "calls" | "gone" | "more" | "seq" | "now" | "kept">;

export interface LogState {
  /** "absent": the page has no hook. "lost": it can no longer be reached. "odd": its answers are not those of a hook. */
  readonly phase: "connecting" | "absent" | "lost" | "odd" | "ready";
  /** In order of their start. */
  readonly calls: readonly Call[];
  readonly page: PageState | undefined;
  /** On the page's clock, when it last answered. */
  readonly now: number;
}

/** A command without its id, which is created here. */
export type PanelCommand = Command extends infer C ? (C extends Command ? Omit<C, "id"> : never) : never;

export interface CallLogOptions {
  /** Keeps the calls of earlier documents, and those that the page has dropped. */
  preserve: boolean;
}

/** Maximum number of calls: more would slow down the list, and a page could report any number. */
const mostCalls = 20_000;
const answerBytes = 1024 * 1024;
const eagerMs = 100;
const lazyMs = 1000;
/** After this time without changes, the page is polled less often. */
const patienceMs = 10_000;
const failuresUntilLost = 5;

export class CallLog {
  readonly link: Link;
  readonly options: CallLogOptions = { preserve: false };
  #state: LogState = { phase: "connecting", calls: [], page: undefined, now: 0 };
  readonly #listeners = new Set<() => void>();
  #byKey = new Map<string, Call>();
  #seq = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isRunning = false;
  #failures = 0;
  #lastNews = Date.now();

  constructor(link: Link) {
    this.link = link;
  }

  get state(): LogState {
    return this.#state;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Starts polling. @returns a function that stops it */
  start(): () => void {
    this.#isRunning = true;
    const wake = () => this.#soon(0);
    globalThis.document?.addEventListener("visibilitychange", wake);
    this.#soon(0);
    return () => {
      this.#isRunning = false;
      clearTimeout(this.#timer);
      globalThis.document?.removeEventListener("visibilitychange", wake);
    };
  }

  /** Polls immediately, after an action that changes the page's answer. */
  hurry(): void {
    this.#lastNews = Date.now();
    this.#soon(0);
  }

  call(key: string | undefined): Call | undefined {
    return key === undefined ? undefined : this.#byKey.get(key);
  }

  async command(command: PanelCommand): Promise<CommandResult> {
    try {
      const id = newId();
      const result = readCommandResult(await this.link.ask("command", [JSON.stringify({ ...command, id })]));
      this.hurry();
      return result;
    } catch (error) {
      return { ok: false, error: error instanceof Error ? error.message : String(error) };
    }
  }

  /** Forgets all calls, here and in the page. */
  async clear(): Promise<void> {
    await this.command({ do: "clear" });
    this.#byKey.clear();
    this.#emit({ calls: [] });
  }

  #soon(ms: number): void {
    clearTimeout(this.#timer);
    if (this.#isRunning) {
      this.#timer = setTimeout(() => void this.#ask(), ms);
    }
  }

  async #ask(): Promise<void> {
    let wait: number;
    try {
      const answer = await this.link.ask("drain", [this.#seq, answerBytes]);
      this.#failures = 0;
      wait = this.#read(answer) ? 0 : this.#pace();
    } catch {
      this.#failures++;
      if (this.#failures >= failuresUntilLost && this.#state.phase !== "lost") {
        this.#emit({ phase: "lost" });
      }
      wait = Math.min(eagerMs * this.#failures, lazyMs);
    }
    this.#soon(wait);
  }

  #pace(): number {
    const isIdle = Date.now() - this.#lastNews > patienceMs || globalThis.document?.hidden;
    return isIdle || this.#state.phase === "absent" ? lazyMs : eagerMs;
  }

  /** @returns true if there is more to read immediately */
  #read(answer: string | undefined): boolean {
    if (answer === "null") {
      return false; // the recorder is still loading the code that responds
    }
    const drained = answer === undefined ? undefined : readDrained(answer);
    if (!drained) {
      const phase = answer === undefined ? "absent" : "odd";
      if (this.#state.phase !== phase) {
        this.#begin();
        this.#emit({ phase, page: undefined, calls: this.#inOrder() });
      }
      return false;
    }
    const { calls, gone, more, seq, now, kept: _, ...page } = drained;
    const isNewDocument = this.#state.page !== undefined && this.#state.page.epoch !== page.epoch;
    if (isNewDocument) {
      this.#begin();
      // Numbers have started over: this answer lacks everything before the old number.
      this.#emit({ phase: "ready", page, now, calls: this.#inOrder() });
      return true;
    }
    const hasNews = calls.length > 0 || gone.length > 0;
    this.#take(drained);
    const isFurther = seq > this.#seq;
    this.#seq = seq;
    if (hasNews) {
      this.#lastNews = Date.now();
    }
    if (hasNews || this.#isChanged(page) || this.#hasOpenCall(now)) {
      this.#emit({ phase: "ready", page, now, ...(hasNews && { calls: this.#inOrder() }) });
    }
    return more && isFurther;
  }

  /** Called for another document, or none. */
  #begin(): void {
    this.#seq = 0;
    if (!this.options.preserve) {
      this.#byKey.clear();
      return;
    }
    for (const [key, call] of this.#byKey) {
      this.#byKey.set(key, { ...call, isKept: false });
    }
  }

  #take({ epoch, timeOrigin, calls, gone }: Drained): void {
    for (const row of calls) {
      const key = `${epoch} ${row.id}`;
      this.#byKey.set(key, { key, row, epoch, timeOrigin, isKept: true });
    }
    for (const id of gone) {
      const key = `${epoch} ${id}`;
      const call = this.#byKey.get(key);
      if (call && this.options.preserve) {
        this.#byKey.set(key, { ...call, isKept: false });
      } else {
        this.#byKey.delete(key);
      }
    }
    for (const key of this.#byKey.keys()) {
      if (this.#byKey.size <= mostCalls) {
        break;
      }
      this.#byKey.delete(key);
    }
  }

  #inOrder(): Call[] {
    return inOrderOfStart([...this.#byKey.values()]);
  }

  #isChanged(page: PageState): boolean {
    return this.#state.phase !== "ready" || JSON.stringify(page) !== JSON.stringify(this.#state.page);
  }

  /** Open calls get longer, so the clock is updated, at most four times a second, which looks smooth enough. */
  #hasOpenCall(now: number): boolean {
    return now - this.#state.now > 250 && this.#state.calls.some(({ row, isKept }) => isKept && row.end === undefined);
  }

  #emit(change: Partial<LogState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) {
      listener();
    }
  }
}
