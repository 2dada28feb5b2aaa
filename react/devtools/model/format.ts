/** Formats numbers for people, in narrow columns. */

const counts = new Intl.NumberFormat("en");

export function formatCount(count: number): string {
  return counts.format(Math.round(count));
}

/** "0.8 ms", "123 ms", "4.2 s", "2 min 5 s". */
export function formatDuration(ms: number): string {
  if (ms < 10) {
    return `${ms.toFixed(1)} ms`;
  }
  if (ms < 1000) {
    return `${Math.round(ms)} ms`;
  }
  if (ms < 60_000) {
    return `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`;
  }
  const seconds = Math.round(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** "812 B", "1.2 kB", "5.0 MB": powers of 1,000, as the browser's own Network panel counts. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) {
    return `${bytes} B`;
  }
  const [size, unit] = bytes < 1e6 ? [bytes / 1e3, "kB"] : bytes < 1e9 ? [bytes / 1e6, "MB"] : [bytes / 1e9, "GB"];
  return `${size < 100 ? size.toFixed(1) : formatCount(size)} ${unit}`;
}

/** "1,204/s", "0.5/s". */
export function formatRate(perSecond: number): string {
  return `${perSecond < 10 ? perSecond.toFixed(1) : formatCount(perSecond)}/s`;
}

const times = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });

/** "14:05:09.123". Empty for an invalid time. */
export function formatTime(epochMs: number): string {
  if (!(Math.abs(epochMs) <= 8.64e15)) {
    return "";
  }
  return `${times.format(epochMs)}.${String(Math.floor(epochMs) % 1000).padStart(3, "0")}`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
