/** The choice of how calls authenticate, and its fields. */
import type { ReactNode } from "react";
import { type Auth, noAuth } from "../model/auth.ts";
import { Segmented } from "./segmented.tsx";

export interface AuthFieldsProps {
  auth: Auth;
  onChange: (auth: Auth) => void;
  /** At the end of the row. */
  children?: ReactNode;
}

const blank: Readonly<Record<Auth["kind"], Auth>> = {
  none: noAuth,
  bearer: { kind: "bearer", token: "" },
  basic: { kind: "basic", user: "", password: "" },
};

export function AuthFields({ auth, onChange, children }: AuthFieldsProps) {
  return (
    <div className="auth-fields">
      <Segmented
        label="Authorization"
        options={[
          ["none", "None"],
          ["bearer", "Bearer"],
          ["basic", "Basic"],
        ]}
        value={auth.kind}
        onChange={(kind) => onChange(blank[kind])}
      />
      {auth.kind === "bearer" && (
        <SecretField label="Token" value={auth.token} onChange={(token) => onChange({ ...auth, token })} />
      )}
      {auth.kind === "basic" && (
        <>
          <TextField label="User" value={auth.user} onChange={(user) => onChange({ ...auth, user })} />
          <SecretField
            label="Password"
            value={auth.password}
            onChange={(password) => onChange({ ...auth, password })}
          />
        </>
      )}
      {children}
    </div>
  );
}

interface FieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  type?: "text" | "password";
}

function TextField({ label, value, onChange, type = "text" }: FieldProps) {
  return (
    <label className="field">
      <span className="field-label">{label}</span>
      <input
        type={type}
        value={value}
        placeholder="or {{variable}}"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}

function SecretField(props: FieldProps) {
  return <TextField {...props} type="password" />;
}
