/** The saved targets, of which one is selected. Every change returns a new list, which is never empty. */
import { newId } from "../../react/devtools/model/new-id.ts";
import { isOfServer, schemaKey } from "./find-home.ts";
import { parseSettings, type Settings } from "./settings.ts";
import { createTarget, parseTarget, type SchemaSource, type Target, targetName } from "./target.ts";

export interface TargetList {
  readonly targets: readonly [Target, ...Target[]];
  readonly selectedId: string;
}

export function listOf(target: Target): TargetList {
  return { targets: [target], selectedId: target.id };
}

/** Reads a list from storage, which may contain anything; undefined if it has no target. */
export function parseTargetList(stored: unknown): TargetList | undefined {
  const { targets, selectedId } = (stored ?? {}) as Partial<Record<keyof TargetList, unknown>>;
  if (!Array.isArray(targets)) {
    return undefined;
  }
  const byId = new Map<string, Target>();
  for (const one of targets) {
    const target = parseTarget(one);
    if (target) {
      byId.set(target.id, target);
    }
  }
  const [first, ...others] = byId.values();
  return first && { targets: [first, ...others], selectedId: typeof selectedId === "string" ? selectedId : first.id };
}

/** The list of a version that had a single target, without a name. */
export function listOfSettings(settings: unknown, methodId: unknown): TargetList {
  return listOf(
    createTarget({ settings: parseSettings(settings), methodId: typeof methodId === "string" ? methodId : "" }),
  );
}

export function selectedTarget({ targets, selectedId }: TargetList): Target {
  return targets.find(({ id }) => id === selectedId) ?? targets[0];
}

/** @param id of any target; if it has been removed, nothing changes */
export function changeTarget(list: TargetList, id: string, change: Partial<Omit<Target, "id">>): TargetList {
  const [first, ...others] = list.targets;
  const changed = (target: Target) => (target.id === id ? { ...target, ...change } : target);
  return { ...list, targets: [changed(first), ...others.map(changed)] };
}

export function changeSelected(list: TargetList, change: Partial<Omit<Target, "id">>): TargetList {
  return changeTarget(list, selectedTarget(list).id, change);
}

/** Adds a target to the end, and selects it. */
export function addTarget({ targets: [first, ...others] }: TargetList, target: Target): TargetList {
  return { targets: [first, ...others, target], selectedId: target.id };
}

/**
 * Applies settings to the target of the same server: the selected one if it is, else another one. For a server without a
 * target, there is a new one, with the services of the selected one.
 * @param schema only a target with these services will do
 */
export function openTarget(list: TargetList, settings: Partial<Settings>, schema?: SchemaSource): TargetList {
  const selected = selectedTarget(list);
  const url = settings.baseUrl ?? selected.settings.baseUrl;
  const target = [selected, ...list.targets].find(
    (one) => isOfServer(one, url) && (schema === undefined || schemaKey(one.schema) === schemaKey(schema)),
  );
  return target
    ? changeSelected({ ...list, selectedId: target.id }, { settings: { ...target.settings, ...settings } })
    : addTarget(list, createTarget({ settings: parseSettings(settings), schema: schema ?? selected.schema }));
}

/** Adds a copy of the selected target behind it, and selects the copy. */
export function duplicateSelected(list: TargetList): TargetList {
  const original = selectedTarget(list);
  const copy = { ...original, id: newId(), name: copyName(targetName(original), list) };
  const [first, ...others] = list.targets.flatMap((target) => (target === original ? [target, copy] : [target]));
  return first ? { targets: [first, ...others], selectedId: copy.id } : list;
}

/** Removes the selected target and selects its neighbor. Instead of the last one, there is a new one. */
export function removeSelected(list: TargetList): TargetList {
  const removed = selectedTarget(list);
  const at = list.targets.indexOf(removed);
  const [first, ...others] = list.targets.filter((target) => target !== removed);
  if (!first) {
    return listOf(createTarget());
  }
  const neighbor = [first, ...others][Math.min(at, others.length)] ?? first;
  return { targets: [first, ...others], selectedId: neighbor.id };
}

/** Puts a target that was removed back, and selects it. */
export function restoreTarget({ targets }: TargetList, target: Target, index: number): TargetList {
  const others = targets.filter(({ id }) => id !== target.id);
  const [first = target, ...rest] = [...others.slice(0, index), target, ...others.slice(index)];
  return { targets: [first, ...rest], selectedId: target.id };
}

/** What a tab shows of the targets, which are common to all tabs. */
export interface TargetView {
  readonly selectedId: string;
  /** The method picked last, by the ids of the targets. */
  readonly methodIds: Readonly<Record<string, string>>;
}

export function viewOf({ targets, selectedId }: TargetList): TargetView {
  return { selectedId, methodIds: Object.fromEntries(targets.map(({ id, methodId }) => [id, methodId])) };
}

export function withView(
  { targets: [first, ...others] }: TargetList,
  { selectedId, methodIds }: TargetView,
): TargetList {
  const seen = (target: Target) => ({ ...target, methodId: methodIds[target.id] ?? target.methodId });
  return { targets: [seen(first), ...others.map(seen)], selectedId };
}

export function parseTargetView(stored: unknown): TargetView | undefined {
  const { selectedId, methodIds } = (stored ?? {}) as Partial<Record<keyof TargetView, unknown>>;
  if (typeof selectedId !== "string" || typeof methodIds !== "object" || methodIds === null) {
    return undefined;
  }
  const picked = Object.entries(methodIds).filter(([, id]) => typeof id === "string");
  return { selectedId, methodIds: Object.fromEntries(picked) };
}

/** "Staging copy", then "Staging copy 2". */
function copyName(name: string, { targets }: TargetList): string {
  const taken = new Set(targets.map(targetName));
  const base = `${name.replace(/ copy( \d+)?$/, "")} copy`;
  let unique = base;
  for (let count = 2; taken.has(unique); count++) {
    unique = `${base} ${count}`;
  }
  return unique;
}
