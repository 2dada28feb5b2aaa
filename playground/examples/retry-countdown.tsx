/** Counts down to the next attempt. */
import { useEffect, useState } from "react";

export function RetryCountdown({ at }: { at: number }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 100);
    return () => clearInterval(timer);
  }, []);
  return <span className="countdown">next try in {(Math.max(0, at - now) / 1000).toFixed(1)} s</span>;
}
