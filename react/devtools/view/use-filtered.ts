/** Returns the calls that match the filter, and an explanation if none does. */
import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { Link } from "../link.ts";
import type { Call } from "../model/call.ts";
import { isPanelMade } from "../model/call.ts";
import { CallTexts } from "../model/call-texts.ts";
import type { Descriptors } from "../model/descriptors.ts";
import { parseFilter, type Term } from "../model/filter.ts";
import { matchesAll } from "../model/match-call.ts";

export interface Filtered {
  readonly calls: readonly Call[];
  readonly terms: readonly Term[];
  /** Number of calls whose headers or messages the filter needs and which have not been read yet. */
  readonly unread: number;
  readonly texts: CallTexts;
}

export function useFiltered(
  link: Link,
  descriptors: Descriptors,
  all: readonly Call[],
  text: string,
  now: number,
  hidesPanelMade: boolean,
): Filtered {
  const [texts] = useState(() => new CallTexts(link, descriptors));
  const version = useSyncExternalStore(texts.subscribe, () => texts.version);
  const terms = useMemo(() => parseFilter(text), [text]);
  const wantsText = terms.some(({ key, problem }) => (key === "header" || key === "body") && !problem);
  const wantsTime = terms.some(({ key }) => key === "duration");
  useEffect(() => {
    if (wantsText) {
      void texts.read(all);
    }
    return () => texts.stop();
  }, [texts, all, wantsText]);
  useEffect(() => descriptors.subscribe(() => texts.forget()), [descriptors, texts]);
  const clock = wantsTime ? now : 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: texts changes in place, and its version with it
  return useMemo(() => {
    const calls =
      terms.length === 0 && !hidesPanelMade
        ? all
        : all.filter(
            (call) => !(hidesPanelMade && isPanelMade(call.row)) && matchesAll(call, terms, clock, texts.textOf),
          );
    const unread = wantsText ? all.filter((call) => !texts.isRead(call)).length : 0;
    return { calls, terms, unread, texts };
  }, [all, terms, clock, hidesPanelMade, texts, version, wantsText]);
}
