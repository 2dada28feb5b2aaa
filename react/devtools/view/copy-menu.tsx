/** A menu that copies a call in one of several formats, which are loaded on first use. */
import { copyLabels } from "../model/copy/labels.ts";
import { hiddenHeadersSentence } from "../model/hidden-headers.ts";
import { copyText } from "./copy-text.ts";
import { Menu } from "./menu.tsx";
import { usePanel } from "./panel-context.ts";
import type { ShownCall } from "./use-shown-call.ts";

export function CopyMenu({ call, opened, attempt }: ShownCall & { attempt: number }) {
  const { say } = usePanel();
  const copy = async (label: (typeof copyLabels)[number], from: HTMLElement) => {
    let sentence = `Copied as ${label}.`;
    const problem = await copyText(from, async () => {
      const [{ copyFormats }, { recordedSource }] = await Promise.all([
        import("../model/copy/formats.ts"),
        import("../model/copy/recorded-source.ts"),
      ]);
      const source = await recordedSource(call.row, opened, attempt);
      sentence += hiddenHeadersSentence(source.headers);
      return copyFormats[label](source);
    });
    say(problem ?? sentence);
  };
  return (
    <Menu
      label="Copy as"
      hasCaret
      items={copyLabels.map((label) => ({ label, onSelect: (from: HTMLElement) => void copy(label, from) }))}
    />
  );
}
