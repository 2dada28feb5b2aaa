/** Takes a curl command. */
import { useId, useState } from "react";
import { Dialog } from "./dialog.tsx";
import { sendKeys } from "./use-shortcuts.ts";

export interface ImportDialogProps {
  /** @throws an Error that says what is wrong with the text */
  onImport: (text: string) => Promise<void>;
  onClose: () => void;
}

export function ImportDialog({ onImport, onClose }: ImportDialogProps) {
  const id = useId();
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string>();
  const submit = () => {
    if (text.trim() === "") {
      setProblem("Paste a command first.");
      return;
    }
    onImport(text).then(onClose, (error) => setProblem(error instanceof Error ? error.message : String(error)));
  };
  return (
    <Dialog title="Import curl" onClose={onClose}>
      <label htmlFor={`${id}-text`}>
        A curl command from a terminal, from documentation, or from a browser: in its network tools, “Copy as cURL
        (bash)”. It fills in the form, and sends nothing.
      </label>
      <textarea
        id={`${id}-text`}
        className="import-text"
        rows={10}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={problem !== undefined}
        aria-describedby={problem && `${id}-problem`}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setProblem(undefined);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
            submit();
          }
        }}
      />
      {problem && (
        <p className="problem" id={`${id}-problem`} role="alert">
          {problem}
        </p>
      )}
      <div className="dialog-foot">
        <button type="button" className="button-main" onClick={submit}>
          Import <kbd>{sendKeys}</kbd>
        </button>
      </div>
    </Dialog>
  );
}
