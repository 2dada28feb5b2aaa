/** Notices a curl command that is pasted into the field of the URL, or over the message. */
import { useEffect } from "react";
import { isCurl } from "../model/curl/parse-curl.ts";
import { innerTarget, useEventScope } from "./event-scope.ts";
import { useEvent } from "./use-event.ts";

const fields = 'input[name="baseUrl"], [data-field="request"]';

export function usePastedCurl(onCurl: (text: string) => void): void {
  const isMeant = useEventScope();
  const onPaste = useEvent((event: ClipboardEvent) => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (isMeant(event) && innerTarget(event)?.closest(fields) && isCurl(text)) {
      event.preventDefault();
      event.stopPropagation();
      onCurl(text);
    }
  });
  useEffect(() => {
    const listener = (event: ClipboardEvent) => onPaste(event);
    // In the capture phase, before the editor inserts it.
    window.addEventListener("paste", listener, { capture: true });
    return () => window.removeEventListener("paste", listener, { capture: true });
  }, []);
}
