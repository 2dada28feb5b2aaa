/** What there is to know of calls that come from the browser's list of requests, and what can be done about it. */
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
        <strong>From the network.</strong> This page has no recorder: each call is listed whole, after its end.{" "}
        {files.length === 0
          ? "Without descriptors its messages are shown by field number."
          : `Messages are read with ${files.map(({ name }) => name).join(", ")}.`}
      </p>
      <p className="notice-actions">
        <FileButton
          label={files.length === 0 ? "Add descriptors …" : "Add others …"}
          accept={descriptorTypes}
          className="link"
          onOpen={onOpen}
        />
        {files.length > 0 && (
          <button type="button" className="link" onClick={() => descriptors.clear()}>
            Forget them
          </button>
        )}
        <ReloadButton className="link" />
      </p>
    </section>
  );
}
