/** Bytes: base64 to type or paste, or the contents of a file. */
import { base64Encode } from "@bufbuild/protobuf/wire";
import { useState } from "react";
import { FileButton } from "../../../react/devtools/view/file-button.tsx";
import type { LeafSlot } from "../../model/fits.ts";
import { inputText } from "../../model/form-input.ts";
import { formatBytes } from "../../model/format.ts";
import { useLeafFacts, type ValueProps } from "./form-context.ts";
import { ProblemNote, problemProps } from "./problem-note.tsx";

/** Beyond this, the text of the request would be too long to edit. */
const largestFileBytes = 256 * 1024;

export function BytesControl({ slot, node, onChange, label, id }: ValueProps & { readonly slot: LeafSlot }) {
  const [refusal, setRefusal] = useState<string>();
  const text = inputText(node);
  const facts = useLeafFacts(slot, node);
  const problem = facts.problem ?? refusal;
  const noteId = `${id}-problem`;
  const open = async (file: File) => {
    if (file.size > largestFileBytes) {
      const [size, most] = [formatBytes(file.size), formatBytes(largestFileBytes)];
      setRefusal(`${file.name} has ${size}: choose a file of at most ${most}.`);
      return;
    }
    try {
      onChange(JSON.stringify(base64Encode(new Uint8Array(await file.arrayBuffer()))));
      setRefusal(undefined);
    } catch (error) {
      setRefusal(`${file.name} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  return (
    <div className="form-control">
      <div className="form-inline">
        <input
          id={id}
          type="text"
          aria-label={label}
          value={text}
          placeholder="base64"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          onChange={(event) => {
            setRefusal(undefined);
            onChange(JSON.stringify(event.target.value));
          }}
          {...problemProps(noteId, problem)}
        />
        <FileButton label="File …" accept="" className="button-quiet" onOpen={open} />
      </div>
      {text !== "" && !problem && !facts.filled && <p className="form-note">{formatBytes(byteCount(text))}</p>}
      <ProblemNote id={noteId} filled={facts.filled} problem={problem} />
    </div>
  );
}

function byteCount(base64: string): number {
  return Math.floor((base64.replace(/=+$/, "").length * 3) / 4);
}
