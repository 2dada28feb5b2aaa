/** Determines the visible rows of a long list, while rows are added at its end and dropped at its start. */
import { type RefObject, useLayoutEffect, useRef, useState } from "react";

/** In pixels, the same for every row unless a list overrides it: positions are calculated, never measured. */
export const rowHeight = 28;
const overscan = 4;

export interface RowWindowOptions {
  /** In pixels, the same for every row of this list. Default: {@link rowHeight}. */
  height?: number;
  /** Index of the first row that is kept, and of the one after the last. */
  first: number;
  end: number;
  /** Whether the end stays in sight when rows are added. */
  isFollowing: boolean;
  /** A row that stays visible when the height of the list changes. */
  selected: number | undefined;
  /** The reader has scrolled to the end, or away from it. */
  onFollow: (isFollowing: boolean) => void;
}

export interface RowWindow {
  ref: RefObject<HTMLDivElement | null>;
  onScroll: () => void;
  onWheel: (event: { deltaY: number }) => void;
  /** The rows to render. */
  indexes: readonly number[];
  /** Scrolls only as far as needed to make this row visible. */
  reveal: (index: number) => void;
}

export function useRowWindow(options: RowWindowOptions): RowWindow {
  const { first, end, isFollowing, selected, onFollow, height: rowPixels = rowHeight } = options;
  const ref = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(0);
  const lastTop = useRef(0);
  const lastFirst = useRef(first);

  const observer = useRef<ResizeObserver>(undefined);
  const observed = useRef<Element>(null);
  useLayoutEffect(() => {
    observer.current = new ResizeObserver(([entry]) => setHeight(entry?.contentRect.height ?? 0));
    return () => {
      observer.current?.disconnect();
      observed.current = null;
    };
  }, []);
  // After every render, because the element comes and goes, and only the list knows when.
  useLayoutEffect(() => {
    const element = ref.current;
    if (element !== observed.current) {
      observer.current?.disconnect();
      observed.current = element;
      if (element) {
        observer.current?.observe(element);
        setHeight(element.clientHeight);
      }
    }
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: with every new row, and when the room for them changes
  useLayoutEffect(() => {
    const element = ref.current;
    if (element) {
      const dropped = first - lastFirst.current;
      if (isFollowing) {
        element.scrollTop = element.scrollHeight;
      } else if (dropped > 0) {
        // A user who has stopped scrolling keeps seeing the same rows, for as long as they are kept. The position is set
        // only if needed, because setting it would end a scroll in progress.
        element.scrollTop -= dropped * rowPixels;
      }
      lastTop.current = element.scrollTop;
      setTop(element.scrollTop);
    }
    lastFirst.current = first;
  }, [first, end, height, isFollowing]);

  const reveal = (index: number) => {
    const element = ref.current;
    if (element) {
      const rowTop = (index - first) * rowPixels;
      const least = rowTop + rowPixels - element.clientHeight;
      element.scrollTop = Math.min(Math.max(element.scrollTop, least), rowTop);
    }
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the room changes, not with every selection
  useLayoutEffect(() => {
    if (selected !== undefined && !isFollowing) {
      reveal(selected);
    }
  }, [height]);

  const onScroll = () => {
    const element = ref.current;
    if (element) {
      const isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight < rowPixels;
      // Only the user scrolls up; scrolling down may be ours.
      const isUpwards = element.scrollTop < lastTop.current - 1;
      lastTop.current = element.scrollTop;
      setTop(element.scrollTop);
      if (isUpwards ? !isAtEnd : isAtEnd) {
        onFollow(!isUpwards);
      }
    }
  };
  // Handled before anything has scrolled, so that the next message does not pull the user back.
  const onWheel = ({ deltaY }: { deltaY: number }) => {
    const element = ref.current;
    if (deltaY < 0 && element && element.scrollHeight > element.clientHeight) {
      onFollow(false);
    }
  };
  // Uses the end before the layout effect has scrolled there, so that no frame shows empty rows.
  const shownTop = isFollowing ? Math.max(0, (end - first) * rowPixels - height) : top;
  const from = Math.max(first, first + Math.floor(shownTop / rowPixels) - overscan);
  const to = Math.min(end, first + Math.ceil((shownTop + height) / rowPixels) + overscan);
  const indexes = Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
  return { ref, onScroll, onWheel, reveal, indexes };
}
