/** Measures how responsive a page is under load. */

export interface Frames {
  /** The longest task of the main thread, in milliseconds; 0 if none took 50 ms, from which browsers report tasks. */
  longestTaskMs: number;
  /** The longest time between two frames, in milliseconds. */
  longestFrameMs: number;
  /** Frames of a sixtieth of a second that were skipped. */
  droppedFrames: number;
  frames: number;
  durationMs: number;
}

export async function measureFrames(work: () => Promise<void>): Promise<Frames> {
  const tasks: number[] = [];
  const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration)));
  observer.observe({ type: "longtask" });
  const gaps: number[] = [];
  let last = performance.now();
  let frame = requestAnimationFrame(function onFrame() {
    const now = performance.now();
    gaps.push(now - last);
    last = now;
    frame = requestAnimationFrame(onFrame);
  });
  const begin = performance.now();
  await work();
  const durationMs = Math.round(performance.now() - begin);
  await new Promise((resolve) => setTimeout(resolve, 100)); // the last long task is reported afterwards
  cancelAnimationFrame(frame);
  tasks.push(...observer.takeRecords().map(({ duration }) => duration));
  observer.disconnect();
  return {
    longestTaskMs: Math.round(Math.max(0, ...tasks)),
    longestFrameMs: Math.round(Math.max(0, ...gaps)),
    droppedFrames: gaps.reduce((sum, gap) => sum + Math.max(0, Math.round(gap / (1000 / 60)) - 1), 0),
    frames: gaps.length,
    durationMs,
  };
}
