/**
 * Offsets: the last three distances have short names.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc8878#section-3.1.1.5
 */

/** The newest first. */
export type LastDistances = [number, number, number];

/** With what a frame begins. */
export const firstDistances: Readonly<LastDistances> = [1, 4, 8];

/** The distance that a value stands for, which becomes the newest. */
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

/** The other way round. */
export function offsetValue(last: LastDistances, distance: number, noLiterals: boolean): number {
  const names = noLiterals ? [last[1], last[2], last[0] - 1] : last;
  const value = names.indexOf(distance) + 1 || distance + 3;
  resolveOffset(last, value, noLiterals);
  return value;
}
