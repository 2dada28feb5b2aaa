/** Keeps the focus with a part of a list that was added, removed or moved. */
import { type RefObject, useEffect, useRef } from "react";
import { activeElementOf } from "../../../react/devtools/view/active-element.ts";

export interface PartFocus<T extends HTMLElement> {
  readonly ref: RefObject<T | null>;
  /** After the next change, focuses the control at this position in a part; the list itself if there is no such part. */
  readonly focusPart: (index: number, control?: number) => void;
  /** The position in its part of the control that has the focus. */
  readonly focusedControl: (index: number) => number;
}

const controls = "input:not([hidden]), select, textarea, button";

/** @param version changes with the list */
export function usePartFocus<T extends HTMLElement>(version: unknown): PartFocus<T> {
  const ref = useRef<T>(null);
  const wanted = useRef<{ index: number; control: number }>(undefined);
  const controlsOf = (index: number) => [
    ...(ref.current?.querySelectorAll<HTMLElement>(`:scope > [data-part="${index}"] :is(${controls})`) ?? []),
  ];
  // biome-ignore lint/correctness/useExhaustiveDependencies: the part exists only after the change has rendered
  useEffect(() => {
    if (wanted.current) {
      const { index, control } = wanted.current;
      wanted.current = undefined;
      const target = controlsOf(index)[control] ?? ref.current?.querySelector<HTMLElement>(":scope > [data-add]");
      target?.focus();
    }
  }, [version]);
  return {
    ref,
    focusPart: (index, control = 0) => {
      wanted.current = { index, control };
    },
    focusedControl: (index) => Math.max(0, controlsOf(index).indexOf(activeElementOf(ref.current) as HTMLElement)),
  };
}
