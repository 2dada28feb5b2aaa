/** The state of the drawer that survives a reload. A page may forbid storage: then nothing is remembered. */

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
    // The storage is full or disabled.
  }
}

export const leastHeight = 120;

/** Limits a height so that the drawer is neither higher than the window nor too low to be seen. */
export function heightWithin(height: number): number {
  const most = Math.max(leastHeight, innerHeight - 40);
  return Math.round(Math.min(Math.max(Number.isFinite(height) ? height : 320, leastHeight), most));
}
