/** The messages of a stream that are shown: all that are kept, those at the time of a pause, or those that match. */
import { useEffect, useMemo, useReducer, useState } from "react";
import type { CallRun } from "../model/call-run.ts";
import { MessageFilter } from "../model/message-filter.ts";
import type { MessageRange } from "../model/message-log.ts";

export interface ShownMessages {
  /** Changes in place as messages arrive and are found. */
  readonly range: MessageRange;
  /** The number of messages received when the reader paused. */
  readonly pausedAt: number | undefined;
  readonly setPaused: (isPaused: boolean) => void;
  readonly search: string;
  readonly setSearch: (text: string) => void;
  /** Some messages are still to be searched. */
  readonly isSearching: boolean;
}

export function useShownMessages(run: CallRun, received: number): ShownMessages {
  const [frozen, setFrozen] = useState<MessageRange>();
  const [search, setSearch] = useState("");
  const source = frozen ?? run.log;
  const filter = useMemo(() => {
    const { descriptor, registry } = run.method;
    return search.trim() === "" ? undefined : new MessageFilter(source, descriptor.output, registry, search);
  }, [run, source, search]);
  const isSearching = useFilterSteps(filter, frozen?.end ?? received);
  return {
    range: filter ?? source,
    pausedAt: frozen?.end,
    setPaused: (isPaused) => setFrozen(isPaused ? run.log.freeze() : undefined),
    search,
    setSearch,
    isSearching,
  };
}

/** Searches a little in each frame, until everything that has arrived is searched. */
function useFilterSteps(filter: MessageFilter | undefined, end: number): boolean {
  const [, rerender] = useReducer((count: number) => count + 1, 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: with every new message, there is more to search
  useEffect(() => {
    if (!filter || filter.isDone) {
      return;
    }
    let frame = 0;
    const step = () => {
      if (filter.step() || filter.isDone) {
        rerender();
      }
      frame = filter.isDone ? 0 : requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
    return () => cancelAnimationFrame(frame);
  }, [filter, end]);
  return filter !== undefined && !filter.isDone;
}
