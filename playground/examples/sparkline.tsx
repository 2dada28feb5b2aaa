/** A line through some numbers, the newest at the right. The number beside it says the same to those who do not see it. */

export interface SparklineProps {
  values: readonly number[];
  /** How many values fill it. */
  length: number;
  /** The least that its height stands for, so that small things look small. */
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
