/** Samples how fast a counter grows, ten times a second. */
import { type RefObject, useEffect, useState } from "react";

const sampleMs = 100;
/** Ten seconds of samples. */
const keptSamples = 100;

/** @param counter the messages since the last sample; each sample resets it to zero */
export function useRates(counter: RefObject<number>, isOn: boolean): readonly number[] {
  const [rates, setRates] = useState<readonly number[]>([]);
  useEffect(() => {
    if (!isOn) {
      return;
    }
    let before = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      const rate = (counter.current / (now - before)) * 1000;
      counter.current = 0;
      before = now;
      setRates((all) => [...all.slice(1 - keptSamples), rate]);
    }, sampleMs);
    return () => clearInterval(timer);
  }, [counter, isOn]);
  return isOn ? rates : [];
}
