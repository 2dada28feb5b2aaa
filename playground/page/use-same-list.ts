/** Returns the same list as long as it has the same elements. */
import { useState } from "react";

export function useSameList<T>(list: readonly T[]): readonly T[] {
  const [kept, setKept] = useState(list);
  const isSame = kept.length === list.length && kept.every((element, index) => Object.is(element, list[index]));
  if (!isSame) {
    setKept(list);
  }
  return isSame ? kept : list;
}
