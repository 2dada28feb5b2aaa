/** Estimates how long the text of a value is, without reading more of it than necessary. */

/** About what a number, a name or a pair of braces takes, and what an empty value weighs. */
export const smallest = 8;

/** @returns about how many characters it has as JSON; anything above `limit` if it has more */
export function weigh(value: unknown, limit: number): number {
  if (typeof value === "string") {
    return value.length + smallest;
  }
  if (typeof value !== "object" || value === null) {
    return smallest;
  }
  if (ArrayBuffer.isView(value)) {
    return value.byteLength + smallest;
  }
  let weight = smallest;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length && weight <= limit; index++) {
      weight += weigh(value[index], limit - weight);
    }
    return weight;
  }
  for (const name in value) {
    if (weight > limit) {
      break;
    }
    weight += weigh((value as Record<string, unknown>)[name], limit - weight);
  }
  return weight;
}
