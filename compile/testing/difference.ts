/** Compares messages: own properties, prototypes and values. */

/** Returns the path to the first difference, or undefined. */
export function differenceOf(a: unknown, b: unknown, path = "message"): string | undefined {
  if (Object.is(a, b)) {
    return undefined;
  }
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) {
    return `${path}: ${String(a)} and ${String(b)}`;
  }
  if (ArrayBuffer.isView(a) || ArrayBuffer.isView(b)) {
    return String(a) === String(b) && a.constructor === b.constructor ? undefined : `${path}: other bytes`;
  }
  const [keys, others] = [Object.keys(a).sort(), Object.keys(b).sort()];
  if (keys.join() !== others.join()) {
    return `${path}: the properties ${keys} and ${others}`;
  }
  const prototypes = [Object.getPrototypeOf(a), Object.getPrototypeOf(b)];
  const isOwn = prototypes.every((one) => one !== Object.prototype && one !== Array.prototype);
  if (isOwn ? differenceOf(prototypes[0], prototypes[1], `${path}.prototype`) : prototypes[0] !== prototypes[1]) {
    return `${path}: other prototypes`;
  }
  for (const key of keys) {
    const difference = differenceOf(own(a, key), own(b, key), `${path}.${key}`);
    if (difference) {
      return difference;
    }
  }
  return undefined;
}

function own(target: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(target, key)?.value;
}
