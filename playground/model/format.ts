/** Formats numbers for people, in English like the rest of the page. */

const counts = new Intl.NumberFormat("en");
const decimals = new Intl.NumberFormat("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

export function formatCount(count: number): string {
  return counts.format(Math.round(count));
}

/** "0.8 ms", "123 ms", "4.2 s". */
export function formatDuration(ms: number): string {
  if (ms >= 10_000) {
    return `${decimals.format(ms / 1000)} s`;
  }
  return ms < 10 ? `${decimals.format(ms)} ms` : `${formatCount(ms)} ms`;
}

/** "812 bytes", "1.0 MiB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) {
    return `${bytes} bytes`;
  }
  const kibibytes = bytes / 1024;
  return kibibytes < 1024 ? `${decimals.format(kibibytes)} KiB` : `${decimals.format(kibibytes / 1024)} MiB`;
}

/** Messages per second between the first and the last; undefined while there are fewer than two. */
export function formatRate(
  received: number,
  firstMs: number | undefined,
  lastMs: number | undefined,
): string | undefined {
  const ms = (lastMs ?? 0) - (firstMs ?? 0);
  return received > 1 && ms > 0 ? `${formatCount(((received - 1) / ms) * 1000)}/s` : undefined;
}

const times = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });

/** "14:05:09". */
export function formatTime(ms: number): string {
  return times.format(ms);
}
