/** Files that are dropped anywhere on the playground. */
import { useEffect, useState } from "react";
import { useEventScope } from "./event-scope.ts";
import { useEvent } from "./use-event.ts";

/** Returns true while a file is dragged over it. */
export function useFileDrop(onFile: (file: File) => void): boolean {
  const [isOver, setIsOver] = useState(false);
  const isMeant = useEventScope();
  const onDrag = useEvent((event: DragEvent) => {
    if (!event.dataTransfer?.types.includes("Files") || !isMeant(event)) {
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
