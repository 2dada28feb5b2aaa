/** Finds the row of a list that a key moves to. */

/** @returns undefined for other keys, or if the list is empty */
export function keyTarget(key: string, current: number | undefined, count: number, page = 10): number | undefined {
  if (count === 0) {
    return undefined;
  }
  const at = current ?? (key === "ArrowUp" || key === "PageUp" ? count : -1);
  const targets: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: count - 1,
  };
  const target = Object.hasOwn(targets, key) ? targets[key] : undefined;
  return target === undefined ? undefined : Math.min(Math.max(target, 0), count - 1);
}
