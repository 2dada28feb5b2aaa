/** State that survives a reload. */
import { type Dispatch, type SetStateAction, useContext, useEffect, useState } from "react";
import { StoragePrefix } from "./storage-prefix.ts";

export interface StoredStateOptions<T> {
  /** "session" for possible secrets, which are deleted when the tab closes. */
  storage: "local" | "session";
  key: string;
  initial: T | (() => T);
  /** Validates the stored value; returns undefined if it cannot be used. */
  parse: (stored: unknown) => T | undefined;
}

export function useStoredState<T>({
  storage,
  key,
  initial,
  parse,
}: StoredStateOptions<T>): [T, Dispatch<SetStateAction<T>>] {
  const name = `${useContext(StoragePrefix)}.${key}`;
  const [value, setValue] = useState<T>(() => parse(readStored(storage, name)) ?? given(initial));
  useEffect(() => void writeStored(storage, name, value), [storage, name, value]);
  return [value, setValue];
}

export function given<T>(initial: T | (() => T)): T {
  return initial instanceof Function ? initial() : initial;
}

// Storage may be disabled, full, or contain something other than JSON: the page then works without it.

export function readStored(storage: "local" | "session", name: string): unknown {
  try {
    return JSON.parse(storageOf(storage).getItem(name) ?? "null");
  } catch {
    return null;
  }
}

/** Returns whether it was stored. */
export function writeStored(storage: "local" | "session", name: string, value: unknown): boolean {
  try {
    storageOf(storage).setItem(name, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

function storageOf(storage: "local" | "session"): Storage {
  return storage === "local" ? localStorage : sessionStorage;
}
