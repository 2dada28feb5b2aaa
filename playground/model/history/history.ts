/** The calls sent from this page, newest first. Kept in IndexedDB, with all of them in memory for search. */
import { createStore, delMany, entries, setMany, type UseStore } from "idb-keyval";
import { type HistoryEntry, parseHistoryEntry } from "./history-entry.ts";

export interface HistoryState {
  /** Newest first. */
  readonly entries: readonly HistoryEntry[];
  readonly isLoaded: boolean;
  /** Why calls are forgotten with this tab, if they are. */
  readonly problem: string | undefined;
}

/** Calls that are not pinned; the oldest are dropped first. */
export const keptCalls = 500;

export class History {
  readonly #storeName: string;
  readonly #listeners = new Set<() => void>();
  readonly #byId = new Map<string, HistoryEntry>();
  /** Tells the page's other tabs to read again. */
  readonly #channel: BroadcastChannel | undefined;
  #store: UseStore | undefined;
  #state: HistoryState = { entries: [], isLoaded: false, problem: undefined };
  /** Writes happen one after another, so that a later one is not overtaken. */
  #writing: Promise<void>;

  constructor(storeName: string) {
    this.#storeName = storeName;
    this.#channel = typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel(storeName);
    this.#channel?.addEventListener("message", () => void this.#write(() => this.#load()));
    this.#writing = this.#load();
  }

  get state(): HistoryState {
    return this.#state;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Resolves when all changes so far are stored. */
  get settled(): Promise<void> {
    return this.#writing;
  }

  /** Adds an entry, or replaces the one with its id. */
  put(entry: HistoryEntry): void {
    this.#byId.set(entry.id, entry);
    const surplus = [...this.#byId.values()]
      .filter(({ isPinned }) => !isPinned)
      .sort((a, b) => (a.id < b.id ? 1 : -1))
      .slice(keptCalls)
      .map(({ id }) => id);
    this.#change([entry], surplus);
  }

  /** Changes an entry, unless it was deleted meanwhile. */
  change(id: string, changes: Partial<HistoryEntry>): void {
    const entry = this.#byId.get(id);
    if (entry) {
      this.put({ ...entry, ...changes });
    }
  }

  remove(ids: readonly string[]): void {
    this.#change([], ids);
  }

  /** Removes all that are not pinned. */
  clear(): void {
    this.remove([...this.#byId.values()].filter(({ isPinned }) => !isPinned).map(({ id }) => id));
  }

  close(): void {
    this.#channel?.close();
  }

  #change(added: readonly HistoryEntry[], removed: readonly string[]): void {
    for (const id of removed) {
      this.#byId.delete(id);
    }
    this.#emit({});
    void this.#write(async () => {
      await setMany(
        added.filter(({ id }) => !removed.includes(id)).map((entry) => [entry.id, entry]),
        this.#store,
      );
      await delMany([...removed], this.#store);
      this.#channel?.postMessage("changed");
    });
  }

  #write(action: () => Promise<void>): Promise<void> {
    this.#writing = this.#writing.then(async () => {
      try {
        // Without a store, idb-keyval would use one of its own.
        await (this.#store ? action() : undefined);
      } catch (error) {
        this.#fail(error);
      }
    });
    return this.#writing;
  }

  async #load(): Promise<void> {
    try {
      this.#store ??= createStore(this.#storeName, "calls");
      const stored = await entries<string, unknown>(this.#store);
      const read = stored.map(([, value]) => parseHistoryEntry(value)).filter((entry) => entry !== undefined);
      if (this.#state.isLoaded) {
        this.#byId.clear(); // another tab has changed it
      }
      for (const entry of read) {
        // What was put while it was read is newer.
        this.#byId.set(entry.id, this.#byId.get(entry.id) ?? entry);
      }
    } catch (error) {
      this.#store = undefined;
      this.#fail(error);
    }
    this.#emit({ isLoaded: true });
  }

  #fail(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.#emit({ problem: `The browser does not store the history, so it ends with this tab: ${reason}` });
  }

  #emit(change: Partial<HistoryState>): void {
    const all = [...this.#byId.values()].sort((a, b) => (a.id < b.id ? 1 : -1));
    this.#state = { ...this.#state, entries: all, ...change };
    for (const listener of this.#listeners) {
      listener();
    }
  }
}
