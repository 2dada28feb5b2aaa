/**
 * Keeps the descriptors of targets beyond a reload, in IndexedDB. Where that is not available, for example because the
 * user forbids it, they are kept until the page is closed.
 */
import { createStore, del, get, keys, set, type UseStore } from "idb-keyval";
import type { SchemaRecord } from "./schema.ts";

export interface SchemaStore {
  get(id: string): Promise<SchemaRecord | undefined>;
  /** Returns false if the record will be gone after a reload. */
  put(id: string, record: SchemaRecord): Promise<boolean>;
  /** Deletes all records but these, and those put since the page was opened. */
  keepOnly(ids: ReadonlySet<string>): Promise<void>;
}

export function createSchemaStore(database: string): SchemaStore {
  const unsaved = new Map<string, SchemaRecord>();
  const recent = new Set<string>();
  let opened: UseStore | undefined;
  const store = () => {
    opened ??= createStore(database, "descriptors"); // throws where there is no IndexedDB at all
    return opened;
  };
  return {
    async get(id) {
      return unsaved.get(id) ?? (await get<SchemaRecord>(id, store()));
    },
    async put(id, record) {
      recent.add(id);
      try {
        await set(id, record, store());
        return true;
      } catch {
        unsaved.set(id, record);
        return false;
      }
    },
    async keepOnly(ids) {
      try {
        const all = await keys<string>(store());
        await Promise.all(all.filter((id) => !ids.has(id) && !recent.has(id)).map((id) => del(id, store())));
      } catch {
        // Nothing is lost: they are deleted another time.
      }
    },
  };
}
