/** State that survives a reload and that all tabs of the page share: a change in one appears in the others. */
import { useContext, useEffect, useRef, useState } from "react";
import { StoragePrefix } from "./storage-prefix.ts";
import { useEvent } from "./use-event.ts";
import { given, readStored, writeStored } from "./use-stored-state.ts";

export interface SharedStateOptions<T> {
  key: string;
  initial: T | (() => T);
  /** Validates the stored value; returns undefined if it cannot be used. */
  parse: (stored: unknown) => T | undefined;
  /** Combines what this tab has with what another one has stored: some of it may be the tab's own, like a selection. */
  takeOver: (own: T, stored: T) => T;
  /** Gives what was stored the tab's own part, after a reload. Default: what was stored last, by any tab. */
  restore?: (stored: T) => T;
  /** Called after a change of another tab. */
  onTakenOver?: (before: T, after: T) => void;
}

/** The change is applied to what is stored at the moment, which may be newer than what this tab has rendered. */
export type ChangeShared<T> = (next: (current: T) => T) => void;

export function useSharedState<T>(options: SharedStateOptions<T>): [T, ChangeShared<T>] {
  const { key, initial, parse, takeOver } = options;
  const name = `${useContext(StoragePrefix)}.${key}`;
  const [value, setValue] = useState<T>(() => {
    const stored = parse(readStored("local", name));
    return stored === undefined ? given(initial) : (options.restore?.(stored) ?? stored);
  });
  const latest = useRef(value);
  /** This tab alone has the latest value, because storage is full or disabled. */
  const isUnsaved = useRef(false);
  const set = (changed: T) => {
    latest.current = changed;
    setValue(changed);
  };
  const current = (): T => {
    const stored = isUnsaved.current ? undefined : parse(readStored("local", name));
    return stored === undefined ? latest.current : takeOver(latest.current, stored);
  };
  const onStorage = useEvent((event: StorageEvent) => {
    if (event.key === name && event.storageArea === localStorage && event.newValue !== null) {
      const before = latest.current;
      set(current());
      options.onTakenOver?.(before, latest.current);
    }
  });
  useEffect(() => {
    if (parse(readStored("local", name)) === undefined) {
      isUnsaved.current = !writeStored("local", name, latest.current);
    }
    const listener = (event: StorageEvent) => onStorage(event);
    window.addEventListener("storage", listener);
    return () => window.removeEventListener("storage", listener);
  }, [name, parse]);
  return [
    value,
    (next) => {
      set(next(current()));
      isUnsaved.current = !writeStored("local", name, latest.current);
    },
  ];
}
