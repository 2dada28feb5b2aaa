/** Reads the call from a link that was opened, once. */
import { useEffect, useEffectEvent } from "react";
import { isShareHash, parseShareHash, type SharedCall } from "../model/share/share-link.ts";

export function useShareLink(onCall: (call: SharedCall) => void, onProblem: (sentence: string) => void): void {
  const read = useEffectEvent(async (isWanted: () => boolean) => {
    const { hash } = location;
    if (!isShareHash(hash)) {
      return;
    }
    const result = await parseShareHash(hash).catch((error: unknown) =>
      error instanceof Error ? error : new Error(String(error)),
    );
    if (!isWanted()) {
      return;
    }
    // A reload must not replace what has been edited since.
    window.history.replaceState(window.history.state, "", "#/");
    if (result instanceof Error) {
      onProblem(result.message);
    } else {
      onCall(result);
    }
  });
  useEffect(() => {
    let isMounted = true;
    const onHash = () => void read(() => isMounted);
    onHash();
    window.addEventListener("hashchange", onHash);
    return () => {
      isMounted = false;
      window.removeEventListener("hashchange", onHash);
    };
  }, []);
}
