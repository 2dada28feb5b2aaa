/** Notices that the last row of a list which scrolls is about to come into sight. */
import { type RefObject, useEffect, useEffectEvent } from "react";

/** How far below the edge of the list, in pixels, a row counts as in sight. */
const aheadPx = 200;

/** @param rows how many there are: when that changes, another row is the last one */
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
