/** What many measurements of one thing come to. */

/**
 * @typedef {object} Figure
 * @property {number} median
 * @property {number} spread the range of the middle half, as a part of the median
 */

/** @param {readonly number[]} values @returns {Figure} */
export function figureOf(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const median = quantile(sorted, 0.5);
  return { median, spread: (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / median };
}

/** @param {readonly number[]} sorted @param {number} part */
function quantile(sorted, part) {
  const at = (sorted.length - 1) * part;
  const [low, high] = [sorted[Math.floor(at)] ?? Number.NaN, sorted[Math.ceil(at)] ?? Number.NaN];
  return low + (high - low) * (at % 1);
}
