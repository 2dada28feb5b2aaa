/** A button that opens a file. */
import { useRef } from "react";
import type { OpenFile } from "./use-open-file.ts";

/** File types: logs of calls, and descriptor sets under the usual names of buf and protoc. */
export const logTypes = ".har,.ndjson,.jsonl,application/json";
export const descriptorTypes = ".binpb,.pb,.bin,.desc,.protoset,.fds,application/octet-stream";

export interface FileButtonProps {
  label: string;
  accept: string;
  className: string;
  onOpen: OpenFile;
}

export function FileButton({ label, accept, className, onOpen }: FileButtonProps) {
  const inputRef = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className={className} onClick={() => inputRef.current?.click()}>
        {label}
      </button>
      <FileInput inputRef={inputRef} label={label} accept={accept} onOpen={onOpen} />
    </>
  );
}

export interface FileInputProps {
  inputRef: React.RefObject<HTMLInputElement | null>;
  label: string;
  accept: string;
  onOpen: OpenFile;
}

export function FileInput({ inputRef, label, accept, onOpen }: FileInputProps) {
  return (
    <input
      ref={inputRef}
      type="file"
      hidden
      aria-label={label}
      accept={accept}
      onChange={(event) => {
        const [file] = event.target.files ?? [];
        event.target.value = "";
        if (file) {
          void onOpen(file);
        }
      }}
    />
  );
}
