/** The history is kept in IndexedDB: bounded, searchable, and without secrets. */
import { createStore, delMany, entries, keys, set } from "idb-keyval";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { demoSchema } from "../../playground/model/demo-schema.ts";
import { createHeaderRow } from "../../playground/model/header-rows.ts";
import { History, keptCalls } from "../../playground/model/history/history.ts";
import { type HistoryEntry, historyEntry, matchesSearch } from "../../playground/model/history/history-entry.ts";
import { defaultSettings } from "../../playground/model/settings.ts";

afterAll(() => void Reflect.deleteProperty(globalThis, Symbol.for("farcall.devtools")));

function entryAt(at: number, headers: [string, string][] = []): HistoryEntry {
  const [method] = demoSchema.services[0]?.methods ?? [];
  if (!method) {
    throw new Error("The demo has no methods.");
  }
  const rows = headers.map(([name, value]) => createHeaderRow(name, value));
  return historyEntry({ method, request: '{"sentence":"wool"}', headers: rows, settings: defaultSettings }, at);
}

async function openHistory(name: string): Promise<History> {
  const history = new History(name);
  onTestFinished(() => history.close());
  await history.settled;
  return history;
}

function newName(): string {
  const name = `history-test-${crypto.randomUUID()}`;
  onTestFinished(() => void indexedDB.deleteDatabase(name));
  return name;
}

test("calls survive a reload, newest first, and their secrets are never stored", async () => {
  const name = newName();
  const before = await openHistory(name);
  before.put(
    entryAt(1000, [
      ["authorization", "Bearer s3cret"],
      ["demo-x", "1"],
    ]),
  );
  before.put(entryAt(2000, [["demo-y", "Bearer s3cret"]]));
  await before.settled;
  expect(JSON.stringify(await entries(createStore(name, "calls")))).not.toContain("s3cret");
  const after = await openHistory(name);
  expect(after.state.entries.map(({ at, headers }) => [at, headers])).toEqual([
    [2000, [["demo-y", null]]],
    [
      1000,
      [
        ["authorization", null],
        ["demo-x", "1"],
      ],
    ],
  ]);
});

test("the oldest calls are dropped, unless they are pinned; clearing keeps pinned ones", async () => {
  const name = newName();
  const history = await openHistory(name);
  const all = Array.from({ length: keptCalls + 3 }, (_, index) => entryAt(index));
  for (const [index, entry] of all.entries()) {
    history.put({ ...entry, isPinned: index === 0 });
  }
  await history.settled;
  const kept = history.state.entries.map(({ at }) => at);
  expect(kept).toHaveLength(keptCalls + 1);
  expect(kept.slice(-2)).toEqual([3, 0]);
  expect(await keys(createStore(name, "calls"))).toHaveLength(keptCalls + 1);
  history.clear();
  await history.settled;
  expect((await openHistory(name)).state.entries.map(({ at }) => at)).toEqual([0]);
});

test("what other tabs do arrives here", async () => {
  const name = newName();
  const [here, there] = [await openHistory(name), await openHistory(name)];
  const entry = entryAt(1);
  there.put(entry);
  await expect.poll(() => here.state.entries.length).toBe(1);
  there.remove([entry.id]);
  await expect.poll(() => here.state.entries.length).toBe(0);
});

test("entries that cannot be read are left out", async () => {
  const name = newName();
  const store = createStore(name, "calls");
  await set("x", { id: 3 }, store);
  await set("y", null, store);
  const history = await openHistory(name);
  expect(history.state).toMatchObject({ entries: [], isLoaded: true, problem: undefined });
  await delMany(["x", "y"], store);
});

test("a search finds calls by all of its words", () => {
  const entry = entryAt(1, [["demo-x", "yarn"]]);
  expect(matchesSearch(entry, "say WOOL")).toBe(true);
  expect(matchesSearch(entry, "demo-x yarn connect")).toBe(true);
  expect(matchesSearch(entry, "say cotton")).toBe(false);
  expect(matchesSearch(entry, "  ")).toBe(true);
});
