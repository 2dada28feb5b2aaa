/** A button that saves a large message as a file of JSON. */
import type { DescMessage, Message, Registry } from "@bufbuild/protobuf";
import { useState } from "react";
import { saveFile } from "../../react/devtools/view/save-file.ts";
import { messageFile } from "../model/export-messages.ts";

export interface SaveButtonProps {
  schema: DescMessage;
  message: Message;
  registry: Registry;
}

export function SaveButton({ schema, message, registry }: SaveButtonProps) {
  const [isSaving, setIsSaving] = useState(false);
  const save = async () => {
    setIsSaving(true);
    saveFile(`${schema.name}.json`, "application/json", await messageFile(schema, message, registry));
    setIsSaving(false);
  };
  return (
    <button
      type="button"
      className="button-quiet"
      aria-disabled={isSaving}
      onClick={() => (isSaving ? undefined : void save())}
    >
      {isSaving ? "Saving …" : "Save JSON"}
    </button>
  );
}
