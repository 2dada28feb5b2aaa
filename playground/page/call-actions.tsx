/** What goes in and out of the form: copies as code, a link, a pasted command, the history. */
import { useState } from "react";
import { callLabels } from "../../react/devtools/model/copy/labels.ts";
import { copyText } from "../../react/devtools/view/copy-text.ts";
import { Menu } from "../../react/devtools/view/menu.tsx";
import type { CallForm } from "../model/call-form.ts";
import { headersOf } from "../model/header-rows.ts";
import { isSecretHeader } from "../model/secret-headers.ts";
import { secretVariables } from "../model/secret-variables.ts";
import { formatShareHash, longestLink } from "../model/share/share-link.ts";

export interface CallActionsProps {
  form: CallForm;
  /** Calls can be shared as links. */
  canShare: boolean;
  onImport: () => void;
  onHistory: () => void;
}

export function CallActions({ form, canShare, onImport, onHistory }: CallActionsProps) {
  const [withSecrets, setWithSecrets] = useState(false);
  const [outcome, setOutcome] = useState({ about: "", sentence: "" });
  const about = `${form.method.id} ${form.request}`;
  const tell = (sentence: string) => setOutcome({ about, sentence });
  const secrets = [
    ...headersOf(form.headers)
      .filter(isSecretHeader)
      .map(([name]) => name.toLowerCase()),
    ...secretVariables(form).map((name) => `{{${name}}}`),
  ];

  const copyAs = async (label: (typeof callLabels)[number], from: HTMLElement) => {
    const problem = await copyText(from, async () => {
      const [{ callFormats }, { formSource }] = await Promise.all([
        import("../../react/devtools/model/copy/formats.ts"),
        import("../model/form-source.ts"),
      ]);
      const source = formSource(form, { withSecrets, pageUrl: location.href });
      return callFormats[label](source);
    });
    const hidden = secrets.length > 0 && !withSecrets ? ` Fill in ${secrets.join(", ")}: secrets were not copied.` : "";
    tell(problem ?? `Copied as ${label}.${hidden}`);
  };
  const share = async (from: HTMLElement) => {
    let leftOut: readonly string[] = [];
    const problem = await copyText(from, async () => {
      const link = await formatShareHash(form);
      leftOut = link.leftOut;
      if (link.hash.length > longestLink) {
        throw new Error("the request is too large for a link. Copy it as a command instead.");
      }
      return location.href.replace(/#.*$/s, "") + link.hash;
    });
    const names = leftOut.length > 0 ? ` Not in it: ${leftOut.join(", ")}.` : "";
    tell(problem ?? `Link copied.${names}`);
  };
  return (
    <div className="call-actions">
      <Menu
        label="Copy as"
        hasCaret
        items={[
          ...callLabels.map((label) => ({ label, onSelect: (from: HTMLElement) => void copyAs(label, from) })),
          ...(secrets.length > 0
            ? [{ label: "Include secrets", isChecked: withSecrets, onSelect: () => setWithSecrets(!withSecrets) }]
            : []),
        ]}
      />
      {canShare && (
        <button type="button" className="button-quiet" onClick={(event) => void share(event.currentTarget)}>
          Share
        </button>
      )}
      <button type="button" className="button-quiet" onClick={onImport}>
        Import curl
      </button>
      <button type="button" className="button-quiet" onClick={onHistory}>
        History
      </button>
      <span className="call-outcome" role="status">
        {/* Once the form says something else, it would no longer be true. */}
        {outcome.about === about && outcome.sentence}
      </span>
    </div>
  );
}
