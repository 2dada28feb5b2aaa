/** A line through some numbers, the newest on the right. Hidden from screen readers: the number next to it suffices. */

export interface SparklineProps {
  values: readonly number[];
  /** The number of values that fill its width. */
  length: number;
  /** The lowest value for its full height, so that small values look small. */
  atLeast: number;
}

export function Sparkline({ values, length, atLeast }: SparklineProps) {
  const highest = Math.max(atLeast, ...values);
  const shown = values.slice(-length);
  const left = length - shown.length;
  const points = shown.map((value, index) => `${left + index},${(100 * (1 - value / highest)).toFixed(1)}`).join(" ");
  return (
    <svg className="sparkline" viewBox={`0 0 ${length - 1} 100`} preserveAspectRatio="none" aria-hidden="true">
      <polyline points={points} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
