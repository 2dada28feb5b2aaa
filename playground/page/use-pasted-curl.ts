/** Notices a curl command that is pasted into the field of the URL, or over the message. */
import { useEffect, useEffectEvent } from "react";
import { isCurl } from "../model/curl/parse-curl.ts";

const fields = 'input[name="baseUrl"], [data-field="request"]';

export function usePastedCurl(onCurl: (text: string) => void): void {
  const onPaste = useEffectEvent((event: ClipboardEvent) => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (event.target instanceof Element && event.target.closest(fields) && isCurl(text)) {
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
