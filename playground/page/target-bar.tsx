/** The settings of where calls go, and how. */
import { useId } from "react";
import { baseUrlProblem, type FormField } from "../model/prepare-call.ts";
import { parseTimeout, type Settings } from "../model/settings.ts";
import { Segmented } from "./segmented.tsx";

export interface TargetBarProps {
  settings: Settings;
  /** The fields that were invalid in the last attempt to send. */
  refused: readonly FormField[];
  onChange: (change: Partial<Settings>) => void;
}

export function TargetBar({ settings, refused, onChange }: TargetBarProps) {
  const timeout = parseTimeout(settings.timeout);
  return (
    <section className="target-bar" aria-label="Target">
      <TextField
        className="field base-url"
        name="baseUrl"
        label="Base URL"
        value={settings.baseUrl}
        placeholder="This page's own server"
        problem={baseUrlProblem(settings)}
        isRefused={refused.includes("baseUrl")}
        onChange={(baseUrl) => onChange({ baseUrl })}
      />
      <Segmented
        label="Protocol"
        options={[
          ["connect", "Connect"],
          ["grpc-web", "gRPC-Web"],
        ]}
        value={settings.protocol}
        onChange={(protocol) => onChange({ protocol })}
      />
      <Segmented
        label="Codec"
        options={[
          ["binary", "Binary"],
          ["json", "JSON"],
        ]}
        value={settings.codec}
        onChange={(codec) => onChange({ codec })}
      />
      <Segmented
        label="Compression"
        title="gzip compresses requests of 1 KiB and more, and lets the server compress its responses"
        options={[
          ["off", "Off"],
          ["gzip", "gzip"],
        ]}
        value={settings.compression}
        onChange={(compression) => onChange({ compression })}
      />
      <TextField
        className="field timeout"
        name="timeout"
        label="Timeout (ms)"
        value={settings.timeout}
        placeholder="none"
        inputMode="numeric"
        problem={"problem" in timeout ? timeout.problem : undefined}
        isRefused={refused.includes("timeout")}
        onChange={(value) => onChange({ timeout: value })}
      />
    </section>
  );
}

interface TextFieldProps {
  className: string;
  /** Identifies the field for code that focuses it. */
  name: string;
  label: string;
  value: string;
  placeholder: string;
  problem: string | undefined;
  isRefused: boolean;
  inputMode?: "numeric";
  onChange: (value: string) => void;
}

function TextField({
  className,
  name,
  label,
  value,
  placeholder,
  problem,
  isRefused,
  inputMode,
  onChange,
}: TextFieldProps) {
  const problemId = useId();
  // Only after an attempt to send, because an unfinished URL is invalid too. Not on blur, where the new line would move
  // the button away from under the pointer that is pressing it.
  const shown = isRefused ? problem : undefined;
  return (
    <div className={className}>
      <label>
        <span className="field-label">{label}</span>
        <input
          type="text"
          name={name}
          value={value}
          placeholder={placeholder}
          inputMode={inputMode ?? "text"}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          aria-invalid={shown !== undefined}
          aria-describedby={shown && problemId}
          onChange={(event) => onChange(event.target.value)}
        />
      </label>
      {shown && (
        <p className="problem" id={problemId}>
          {shown}
        </p>
      )}
    </div>
  );
}
