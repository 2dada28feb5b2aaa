/** Measures the page itself: the time between frames, and tasks that block it. */
import { useEffect, useState } from "react";

export interface FrameTimes {
  readonly framesPerSecond: number | undefined;
  readonly longestFrameMs: number | undefined;
  /** 0 if there was none over 50 ms, from which browsers report tasks; undefined in browsers that report none. */
  readonly longestTaskMs: number | undefined;
}

const nothingYet: FrameTimes = { framesPerSecond: undefined, longestFrameMs: undefined, longestTaskMs: undefined };
const reportMs = 500;

/** Measures while `isOn` is true; afterwards, the last measurement stays. */
export function useFrameTimes(isOn: boolean): FrameTimes {
  const [times, setTimes] = useState(nothingYet);
  useEffect(() => {
    if (!isOn) {
      return;
    }
    let longestFrameMs = 0;
    let longestTaskMs = PerformanceObserver.supportedEntryTypes.includes("longtask") ? 0 : undefined;
    let frames = 0;
    let lastFrame: number | undefined;
    let lastReport = performance.now();
    let handle = requestAnimationFrame(function onFrame(now) {
      longestFrameMs = Math.max(longestFrameMs, now - (lastFrame ?? now));
      lastFrame = now;
      frames++;
      handle = requestAnimationFrame(onFrame);
    });
    const timer = setInterval(() => {
      const now = performance.now();
      const framesPerSecond = (frames / (now - lastReport)) * 1000;
      frames = 0;
      lastReport = now;
      setTimes({ framesPerSecond, longestFrameMs, longestTaskMs });
    }, reportMs);
    const observer = new PerformanceObserver((list) => {
      longestTaskMs = Math.max(longestTaskMs ?? 0, ...list.getEntries().map(({ duration }) => duration));
    });
    if (longestTaskMs !== undefined) {
      observer.observe({ type: "longtask" });
    }
    return () => {
      cancelAnimationFrame(handle);
      clearInterval(timer);
      observer.disconnect();
    };
  }, [isOn]);
  return times;
}
