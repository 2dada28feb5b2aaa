/**
 * Offsets: the last three distances have short codes.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc8878#section-3.1.1.5
 */

/** Newest first. */
export type LastDistances = [number, number, number];

/** The initial distances of a frame. */
export const firstDistances: Readonly<LastDistances> = [1, 4, 8];

/** Returns the distance for an offset value, and makes it the newest. */
export function resolveOffset(last: LastDistances, value: number, noLiterals: boolean): number {
  const index = value - 1 + (noLiterals ? 1 : 0);
  if (value > 3) {
    last[2] = last[1];
    last[1] = last[0];
    last[0] = value - 3;
  } else if (index > 0) {
    const distance = index === 3 ? last[0] - 1 : (last[index] as number);
    if (index > 1) {
      last[2] = last[1];
    }
    last[1] = last[0];
    last[0] = distance;
  }
  return last[0];
}

/** Returns the offset value for a distance, and makes it the newest. */
export function offsetValue(last: LastDistances, distance: number, noLiterals: boolean): number {
  const names = noLiterals ? [last[1], last[2], last[0] - 1] : last;
  const value = names.indexOf(distance) + 1 || distance + 3;
  resolveOffset(last, value, noLiterals);
  return value;
}
