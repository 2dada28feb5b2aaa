/** Opens a file that the user picks or drops: a log of calls, or descriptors for calls without any. */
import { useCallback } from "react";
import type { Link } from "../link.ts";
import type { Descriptors } from "../model/descriptors.ts";

export type OpenFile = (file: File) => Promise<void>;

export function useOpenFile(
  descriptors: Descriptors,
  say: (sentence: string) => void,
  onImport: (name: string, link: Link) => void,
): OpenFile {
  return useCallback(
    async (file) => {
      try {
        if (/\.(har|ndjson|jsonl|json)$/i.test(file.name)) {
          const { fileLink } = await import("../model/log-file/file-link.ts");
          onImport(file.name, fileLink(await file.text()));
        } else {
          await descriptors.add(file.name, new Uint8Array(await file.arrayBuffer()));
          say(`${file.name}: messages of its services are now decoded.`);
        }
      } catch (error) {
        say(`${file.name}: ${error instanceof Error ? error.message : String(error)}`);
      }
    },
    [descriptors, say, onImport],
  );
}
