/** Applies the changes that were made to a list to another version of that list. */

interface Identified {
  readonly id: string;
}

/**
 * @param before the list that was changed
 * @param after the list with the changes: elements that did not change are the same objects
 * @param other what the list has become elsewhere. Of an element that changed in both, that of `after` is taken.
 */
export function mergeById<T extends Identified>(before: readonly T[], after: readonly T[], other: readonly T[]): T[] {
  const known = new Map(before.map((one) => [one.id, one]));
  const changed = after.filter((one) => known.get(one.id) !== one);
  const kept = new Set(after.map(({ id }) => id));
  const byId = new Map(changed.map((one) => [one.id, one]));
  const isKept = ({ id }: T) => kept.has(id) || !known.has(id);
  const merged = other.filter(isKept).map((one) => byId.get(one.id) ?? one);
  const present = new Set(merged.map(({ id }) => id));
  return [...merged, ...changed.filter(({ id }) => !present.has(id))];
}
