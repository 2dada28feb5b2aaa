/** Does what useEffectEvent does, which React has only since 19.2: a function that never changes and calls the last one. */
import { useCallback, useInsertionEffect, useRef } from "react";

export function useEvent<A extends unknown[], R>(callback: (...args: A) => R): (...args: A) => R {
  const last = useRef(callback);
  // Comes before any other effect that can call it.
  useInsertionEffect(() => {
    last.current = callback;
  });
  return useCallback((...args: A) => last.current(...args), []);
}
