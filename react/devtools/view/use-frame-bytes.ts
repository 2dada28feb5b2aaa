/** Returns the bytes of a frame, once they are decompressed. */
import { useEffect, useMemo, useState } from "react";
import { type FrameBytes, frameBytes } from "../model/frame-bytes.ts";
import type { Frame } from "../model/frames.ts";

/** @returns undefined while they are being decompressed */
export function useFrameBytes(frame: Frame, encoding: string | undefined): FrameBytes | undefined {
  const now = useMemo(() => frameBytes(frame, encoding), [frame, encoding]);
  const [later, setLater] = useState<{ frame: Frame; result: FrameBytes }>();
  useEffect(() => {
    let isWanted = true;
    if (now instanceof Promise) {
      void now.then((result) => isWanted && setLater({ frame, result }));
    }
    return () => {
      isWanted = false;
    };
  }, [now, frame]);
  return now instanceof Promise ? (later?.frame === frame ? later.result : undefined) : now;
}
