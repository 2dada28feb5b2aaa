/** The text of a google.protobuf.Duration: seconds, whatever people would rather write. */

const format = /^(-?)(\d+)(\.\d{1,9})?s$/;
const unitSeconds: Readonly<Record<string, number>> = {
  d: 86_400,
  h: 3600,
  m: 60,
  min: 60,
  s: 1,
  ms: 1e-3,
  us: 1e-6,
  µs: 1e-6,
  ns: 1e-9,
};
const part = /(\d+(?:\.\d+)?) *(d|h|min|ms|m|us|µs|ns|s|$) */y;

/** Returns how text with other units, or none, is written in seconds: "1h 30m" as "5400s". Undefined if it is neither. */
export function asSeconds(text: string): string | undefined {
  const [, sign = "", parts = ""] = /^(-?)(.*)$/s.exec(text.trim().toLowerCase()) ?? [];
  let seconds = 0;
  part.lastIndex = 0;
  while (part.lastIndex < parts.length) {
    const [, count, unit] = part.exec(parts) ?? [];
    if (count === undefined) {
      return undefined;
    }
    seconds += Number(count) * (unitSeconds[unit || "s"] ?? 1);
  }
  const digits = seconds.toFixed(9).replace(/\.?0+$/, "");
  return parts === "" || seconds > 315_576_000_000 ? undefined : `${sign}${digits}s`;
}

/** Says what a duration amounts to, or which part of the text counts. */
export function durationNote(text: string): string | undefined {
  const start = /^-?\d+(\.\d+)?s/.exec(text)?.[0];
  const [, sign = "", whole, fraction = ""] = format.exec(text) ?? [];
  if (whole === undefined) {
    return start && start !== text ? `Only ${JSON.stringify(start)} counts.` : undefined;
  }
  const total = Number(whole);
  const rest = `${total % 60}${fraction}`;
  const amounts = [
    [String(Math.floor(total / 86_400)), "d"],
    [String(Math.floor(total / 3600) % 24), "h"],
    [String(Math.floor(total / 60) % 60), "min"],
    [rest, "s"],
  ] as const;
  const shown = amounts.filter(([count]) => Number(count) > 0).map(([count, unit]) => `${count} ${unit}`);
  return total < 60 ? undefined : `${sign && "−"}${shown.join(" ")}`;
}
