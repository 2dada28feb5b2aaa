/** The choice of the environment whose variables a call is filled in with, and the dialog that edits them. */
import { useState } from "react";
import { createEnvironment, createVariable, type Environment, type Environments } from "../model/environments.ts";
import { Dialog } from "./dialog.tsx";
import { VariableRow } from "./variable-row.tsx";

export interface EnvironmentBarProps {
  environments: Environments;
  onChange: (changed: Environments) => void;
}

export function EnvironmentBar({ environments, onChange }: EnvironmentBarProps) {
  const { all, usedId } = environments;
  const [isEditing, setIsEditing] = useState(false);
  const used = all.find(({ id }) => id === usedId);
  const add = () => {
    const added = createEnvironment(`Environment ${all.length + 1}`);
    onChange({ all: [...all, added], usedId: added.id });
    setIsEditing(true);
  };
  return (
    <div className="environment-bar">
      <label className="field">
        <span className="field-label">Environment</span>
        <select
          data-field="environment"
          value={used?.id ?? ""}
          onChange={({ target: { value } }) =>
            value === "new" ? add() : onChange({ ...environments, usedId: value || undefined })
          }
        >
          <option value="">None</option>
          {all.map(({ id, name }) => (
            <option key={id} value={id}>
              {name || "(no name)"}
            </option>
          ))}
          <option value="new">New …</option>
        </select>
      </label>
      {used && (
        <button type="button" className="button-quiet" onClick={() => setIsEditing(true)}>
          Edit variables
        </button>
      )}
      {used && isEditing && (
        <EnvironmentDialog
          environment={used}
          onChange={(changed) => onChange({ all: all.map((one) => (one.id === changed.id ? changed : one)), usedId })}
          onDelete={() => {
            setIsEditing(false);
            onChange({ all: all.filter(({ id }) => id !== used.id), usedId: undefined });
          }}
          onClose={() => setIsEditing(false)}
        />
      )}
    </div>
  );
}

interface EnvironmentDialogProps {
  environment: Environment;
  onChange: (changed: Environment) => void;
  onDelete: () => void;
  onClose: () => void;
}

/** Changes apply as they are made, so closing it in any way keeps them. */
function EnvironmentDialog({ environment, onChange, onDelete, onClose }: EnvironmentDialogProps) {
  const { name, variables } = environment;
  const setVariables = (changed: Environment["variables"]) => onChange({ ...environment, variables: changed });
  return (
    <Dialog title="Environment" onClose={onClose}>
      <label className="field">
        <span className="field-label">Name</span>
        <input
          type="text"
          value={name}
          autoComplete="off"
          onChange={(event) => onChange({ ...environment, name: event.target.value })}
        />
      </label>
      <p className="dialog-hint">
        Write <code>{"{{name}}"}</code> to use a variable: in the base URL, in headers, in the authorization, and in the
        strings of messages, where <code>{'"{{name}}"'}</code> may stand for a number, too. Doubled braces stand for
        themselves. The values of secrets are forgotten with this tab; all others are kept by this browser.
      </p>
      <fieldset className="variables">
        <legend className="field-label">Variables</legend>
        {variables.map((variable, index) => (
          <VariableRow
            key={variable.id}
            variable={variable}
            label={`variable ${index + 1}`}
            onChange={(changed) => setVariables(variables.map((one) => (one.id === changed.id ? changed : one)))}
            onRemove={() => setVariables(variables.filter(({ id }) => id !== variable.id))}
          />
        ))}
        <button type="button" className="button-quiet" onClick={() => setVariables([...variables, createVariable()])}>
          Add variable
        </button>
      </fieldset>
      <div className="dialog-foot environment-foot">
        <button type="button" className="button-quiet button-danger" onClick={onDelete}>
          Delete environment
        </button>
        <button type="button" className="button-main" onClick={onClose}>
          Done
        </button>
      </div>
    </Dialog>
  );
}
