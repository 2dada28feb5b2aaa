/** Where the services come from: the choice, and what happens when another one is made. */
import { useRef } from "react";
import { plural } from "../../react/devtools/model/format.ts";
import { descriptorTypes, FileInput } from "../../react/devtools/view/file-button.tsx";
import { Menu, type MenuItem } from "../../react/devtools/view/menu.tsx";
import { countMethods, type Schema } from "../model/schema.ts";
import type { SchemaActivity, SchemaControl } from "./use-schema.ts";

export interface SchemaSectionProps {
  control: SchemaControl;
  builtIn: Schema;
  /** The calls go to a server that the built-in services probably do not describe. */
  isElsewhere: boolean;
}

export function SchemaSection({ control, builtIn, isElsewhere }: SchemaSectionProps) {
  const { schema, source, activity, loadFromServer } = control;
  const inputRef = useRef<HTMLInputElement>(null);
  const openFile = () => inputRef.current?.click();
  const items: MenuItem[] = [
    ...(builtIn.services.length > 0
      ? [{ label: builtIn.name, isChecked: source.kind === "built-in", onSelect: control.chooseBuiltIn }]
      : []),
    ...(source.kind === "file" ? [{ label: source.name, isChecked: true, onSelect: () => {} }] : []),
    { label: "Open a descriptor set …", onSelect: openFile },
    ...(loadFromServer
      ? [
          {
            label: source.kind === "server" ? "Load from server again" : "Load from server",
            hint: "reflection",
            onSelect: () => void loadFromServer(),
          },
        ]
      : []),
  ];
  const name = schema?.name ?? (source.kind === "file" ? source.name : "Services");
  return (
    <section className="schema" aria-label="Schema">
      <Menu label={`Services: ${name}`} className="schema-button" items={items} hasCaret>
        {name}
      </Menu>
      <FileInput
        inputRef={inputRef}
        label="Descriptor set"
        accept={`${descriptorTypes},.gz`}
        onOpen={control.openFile}
      />
      <div className="schema-facts">
        {schema && (
          <p className="schema-count">
            {plural(schema.services.length, "service")}, {plural(countMethods(schema.services), "method")}
          </p>
        )}
        {source.kind === "server" && loadFromServer && activity?.kind !== "loading" && (
          <button type="button" className="button-quiet" onClick={() => void loadFromServer()}>
            Reload
          </button>
        )}
      </div>
      {source.kind === "built-in" && isElsewhere && activity === undefined && (
        <div className="schema-note">
          <p>Calling your own server? Show its services:</p>
          {loadFromServer && (
            <button type="button" className="button-quiet" onClick={() => void loadFromServer()}>
              Load from server
            </button>
          )}
          <button type="button" className="button-quiet" onClick={openFile}>
            Open a descriptor set
          </button>
        </div>
      )}
      <Activity activity={activity} onDismiss={control.dismiss} />
      {schema && schema.problems.length > 0 && (
        <details className="schema-note">
          <summary>{plural(schema.problems.length, "part")} could not be read</summary>
          <ul>
            {schema.problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Activity({ activity, onDismiss }: { activity: SchemaActivity | undefined; onDismiss: () => void }) {
  return (
    <>
      <div role="status">
        {activity?.kind === "loading" && (
          <div className="schema-note">
            <p>{activity.label}</p>
            <button type="button" className="button-quiet" onClick={activity.cancel}>
              Cancel loading
            </button>
          </div>
        )}
        {activity?.kind === "done" && (
          <p className={activity.isSaved ? "visually-hidden" : "schema-note"}>{activity.message}</p>
        )}
      </div>
      {activity?.kind === "failed" && (
        <div className="schema-note is-failed" role="alert">
          <p>
            <strong>{activity.title}.</strong> {activity.message}
          </p>
          <button type="button" className="button-quiet" onClick={onDismiss}>
            Dismiss
          </button>
        </div>
      )}
    </>
  );
}
