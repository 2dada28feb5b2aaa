/** Calls back when the last row of a scrolling list is about to come into view. */
import { type RefObject, useEffect, useEffectEvent } from "react";

/** How far below the edge of the list, in pixels, a row already counts as visible. */
const aheadPx = 200;

/** @param rows the number of rows: when it changes, another row is the last one */
export function useReachedEnd(listRef: RefObject<HTMLElement | null>, rows: number, onReached: () => void): void {
  const reached = useEffectEvent(onReached);
  useEffect(() => {
    const list = listRef.current;
    const last = list?.lastElementChild;
    if (!last || rows === 0) {
      return;
    }
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) {
          reached();
        }
      },
      { root: list, rootMargin: `0px 0px ${aheadPx}px 0px` },
    );
    observer.observe(last);
    return () => observer.disconnect();
  }, [listRef, rows]);
}
