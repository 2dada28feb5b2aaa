/** Explains calls from the browser's network log, and offers to add descriptors or a recorder. */
import { descriptorTypes, FileButton } from "./file-button.tsx";
import { useDescriptorFiles, usePanel } from "./panel-context.ts";
import { ReloadButton } from "./reload-button.tsx";
import type { OpenFile } from "./use-open-file.ts";

export function NetworkNotice({ onOpen }: { onOpen: OpenFile }) {
  const { descriptors } = usePanel();
  const files = useDescriptorFiles();
  return (
    <section className="notice network-notice" aria-label="Calls from the network">
      <p>
        <strong>From the network.</strong> This page has no recorder: calls are listed once they have ended.{" "}
        {files.length === 0
          ? "Without descriptors, messages are shown by field number."
          : `Messages are decoded with ${files.map(({ name }) => name).join(", ")}.`}
      </p>
      <p className="notice-actions">
        <FileButton
          label={files.length === 0 ? "Add descriptors…" : "Add more…"}
          accept={descriptorTypes}
          className="link"
          onOpen={onOpen}
        />
        {files.length > 0 && (
          <button type="button" className="link" onClick={() => descriptors.clear()}>
            Remove them
          </button>
        )}
        <ReloadButton className="link" />
      </p>
    </section>
  );
}
