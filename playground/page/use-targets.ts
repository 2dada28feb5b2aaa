/** The saved targets, and what a user can do with them. */
import { useContext, useEffect, useState } from "react";
import type { Settings } from "../model/settings.ts";
import { createTarget, type SchemaSource, type Target } from "../model/target.ts";
import {
  addTarget,
  changeSelected,
  changeTarget,
  duplicateSelected,
  listOfSettings,
  openTarget,
  parseTargetList,
  parseTargetView,
  removeSelected,
  restoreTarget,
  selectedTarget,
  type TargetList,
  viewOf,
  withView,
} from "../model/target-list.ts";
import { StoragePrefix } from "./storage-prefix.ts";
import { useSharedState } from "./use-shared-state.ts";
import { readStored, writeStored } from "./use-stored-state.ts";

export interface Targets {
  readonly all: readonly Target[];
  readonly selected: Target;
  /** The one removed last, until something else changes: it can be restored. */
  readonly removed: Target | undefined;
  readonly select: (id: string) => void;
  readonly add: () => void;
  readonly duplicate: () => void;
  readonly remove: () => void;
  readonly restore: () => void;
  readonly rename: (name: string) => void;
  /**
   * Uses these settings, in a target of their own if they are for another server.
   * @param schema the services that the target has to have. Default: those that it has, or those of the selected one
   */
  readonly open: (settings: Partial<Settings>, schema?: SchemaSource) => void;
  readonly changeSettings: (change: Partial<Settings>) => void;
  readonly pickMethod: (methodId: string) => void;
  /** @param targetId the target may no longer be the selected one once a schema has been read */
  readonly changeSchema: (targetId: string, schema: SchemaSource) => void;
}

/** @param initial the settings of the first target */
export function useTargets(initial: Partial<Settings> = {}): Targets {
  const prefix = useContext(StoragePrefix);
  const viewName = `${prefix}.targetView`;
  const [removed, setRemoved] = useState<{ target: Target; index: number }>();
  const noteRemoval = (before: TargetList, after: TargetList) => {
    const target = selectedTarget(before);
    if (!after.targets.some(({ id }) => id === target.id)) {
      setRemoved({ target, index: before.targets.indexOf(target) });
    }
  };
  // The targets are common to all tabs. Which one is selected, and its method, is up to each: a reload keeps that, and a
  // new tab starts with that of the last change.
  const [list, changeList] = useSharedState<TargetList>({
    key: "targets",
    // Version 0.1 had one target, whose settings and method were stored separately.
    initial: () => {
      const stored = readStored("local", `${prefix}.settings`) as Partial<Settings> | null;
      return listOfSettings({ ...initial, ...stored }, readStored("local", `${prefix}.method`));
    },
    parse: parseTargetList,
    takeOver: (own, stored) => withView(stored, viewOf(own)),
    onTakenOver: noteRemoval,
    restore: (stored) => withView(stored, parseTargetView(readStored("session", viewName)) ?? viewOf(stored)),
  });
  useEffect(() => void writeStored("session", viewName, viewOf(list)), [viewName, list]);
  const selected = selectedTarget(list);
  const change = (next: (list: TargetList) => TargetList) => {
    setRemoved(undefined);
    changeList(next);
  };
  return {
    all: list.targets,
    selected,
    removed: removed?.target,
    select: (selectedId) => change(({ targets }) => ({ targets, selectedId })),
    add: () => change((all) => addTarget(all, createTarget({ name: newName(all.targets) }))),
    duplicate: () => change(duplicateSelected),
    remove() {
      changeList(removeSelected);
      setRemoved({ target: selected, index: list.targets.indexOf(selected) });
    },
    restore: () => change((all) => (removed ? restoreTarget(all, removed.target, removed.index) : all)),
    rename: (name) => change((all) => changeSelected(all, { name: name.trim() })),
    open: (settings, schema) => change((all) => openTarget(all, settings, schema)),
    changeSettings: (settings) =>
      change((all) => changeSelected(all, { settings: { ...selectedTarget(all).settings, ...settings } })),
    pickMethod: (methodId) => change((all) => changeSelected(all, { methodId })),
    changeSchema: (targetId, schema) => change((all) => changeTarget(all, targetId, { schema })),
  };
}

/** "Target 2" */
function newName(targets: readonly Target[]): string {
  const names = new Set(targets.map(({ name }) => name));
  let count = targets.length + 1;
  while (names.has(`Target ${count}`)) {
    count++;
  }
  return `Target ${count}`;
}
