/** What the drawer remembers from one load of the page to the next. A page may forbid that: then nothing is remembered. */

export interface Stored {
  isOpen?: boolean;
  height?: number;
}

const key = "farcall.devtools.drawer";

export function readStored(): Stored {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? "{}");
    const { isOpen, height } = (stored ?? {}) as Record<string, unknown>;
    return {
      ...(typeof isOpen === "boolean" && { isOpen }),
      ...(typeof height === "number" && { height: heightWithin(height) }),
    };
  } catch {
    return {};
  }
}

export function writeStored(change: Stored): void {
  try {
    localStorage.setItem(key, JSON.stringify({ ...readStored(), ...change }));
  } catch {
    // Full, or forbidden.
  }
}

export const leastHeight = 120;

/** Never higher than the window, never too low to be seen. */
export function heightWithin(height: number): number {
  const most = Math.max(leastHeight, innerHeight - 40);
  return Math.round(Math.min(Math.max(Number.isFinite(height) ? height : 320, leastHeight), most));
}
