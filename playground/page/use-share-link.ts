/** Reads the call from a link that was opened. */
import { useEffect } from "react";
import { isShareHash, parseShareHash, type SharedCall } from "../model/share/share-link.ts";
import { useEvent } from "./use-event.ts";

/** To be called when the call is in the form: a reload must not replace what has been edited since. */
export function forgetShareLink(): void {
  if (isShareHash(location.hash)) {
    window.history.replaceState(window.history.state, "", location.pathname + location.search);
  }
}

/** @param isOn the hash of the URL is that of the playground */
export function useShareLink(
  isOn: boolean,
  onCall: (call: SharedCall) => void,
  onProblem: (sentence: string) => void,
): void {
  const read = useEvent(async (isWanted: () => boolean) => {
    const { hash } = location;
    if (!isOn || !isShareHash(hash)) {
      return;
    }
    const result = await parseShareHash(hash).catch((error: unknown) =>
      error instanceof Error ? error : new Error(String(error)),
    );
    if (!isWanted()) {
      return;
    }
    if (result instanceof Error) {
      forgetShareLink();
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
