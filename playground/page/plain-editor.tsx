/** Takes the place of the JSON editor if that cannot be loaded, as after a new version of the page was deployed. */
import type { JsonEditorProps } from "./json-editor.tsx";

export function PlainEditor({ value, onChange, label, describedBy }: JsonEditorProps) {
  return (
    <textarea
      className="json-editor plain-editor"
      aria-label={label}
      aria-describedby={describedBy}
      data-field="request"
      spellCheck={false}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
