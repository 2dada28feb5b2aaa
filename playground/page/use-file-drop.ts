/** Files that are dropped anywhere on the page. */
import { useEffect, useEffectEvent, useState } from "react";

/** Returns true while a file is dragged over the page. */
export function useFileDrop(onFile: (file: File) => void): boolean {
  const [isOver, setIsOver] = useState(false);
  const onDrag = useEffectEvent((event: DragEvent) => {
    if (!event.dataTransfer?.types.includes("Files") || isElsewhere(event)) {
      setIsOver(false);
      return;
    }
    // In the capture phase, because the editor would insert the file as text.
    event.preventDefault();
    event.stopPropagation();
    const [file] = event.dataTransfer.files;
    setIsOver(event.type !== "drop" && !(event.type === "dragleave" && event.relatedTarget === null));
    if (event.type === "drop" && file) {
      onFile(file);
    }
  });
  useEffect(() => {
    const listener = (event: DragEvent) => onDrag(event);
    const types = ["dragenter", "dragover", "dragleave", "drop"] as const;
    for (const type of types) {
      window.addEventListener(type, listener, { capture: true });
    }
    return () => {
      for (const type of types) {
        window.removeEventListener(type, listener, { capture: true });
      }
    };
  }, []);
  return isOver;
}

/** The devtools drawer, which has a shadow root, takes files itself. */
function isElsewhere({ target }: DragEvent): boolean {
  return target instanceof Element && target.shadowRoot !== null;
}
