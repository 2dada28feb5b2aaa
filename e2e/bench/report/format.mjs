/** How figures are written. */

/** Three digits, or all of a whole number. @param {number} value */
export function formatFigure(value) {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** Two digits after the point, and more for small ones; a dash where there is none. @param {number} ratio */
export function formatRatio(ratio) {
  if (Number.isNaN(ratio)) {
    return "–";
  }
  const size = Math.abs(ratio);
  return size >= 100 ? formatFigure(ratio) : size >= 0.1 ? ratio.toFixed(2) : ratio.toPrecision(2);
}

/** @param {import("../statistics.mjs").Figure} figure */
export function formatSpread({ spread }) {
  return `${Math.round(spread * 100)} %`;
}
