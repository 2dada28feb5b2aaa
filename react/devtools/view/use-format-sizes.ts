/** Returns the sizes of the shown call's messages in both formats, once they are read. */
import { useEffect, useState } from "react";
import type { FormatSizes } from "../model/format-sizes.ts";
import type { ShownCall } from "./use-shown-call.ts";

export function useFormatSizes({ opened, state }: ShownCall, attempt: number): FormatSizes | undefined {
  const [sizes, setSizes] = useState<FormatSizes>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was opened changes in place, and its version with it
  useEffect(() => {
    let isWanted = true;
    void import("../model/json-size.ts")
      .then(({ formatSizes }) => formatSizes(opened, attempt))
      .then((found) => isWanted && setSizes(found));
    return () => {
      isWanted = false;
    };
  }, [opened, attempt, state.version]);
  return sizes;
}
