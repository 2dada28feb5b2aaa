/** The rarely used options of a target. */
import type { FormProblem } from "../model/call-form.ts";
import type { Settings } from "../model/settings.ts";
import { Segmented } from "./segmented.tsx";
import { TextField } from "./text-field.tsx";

export interface TargetOptionsProps {
  settings: Settings;
  /** Whether the method and the protocol allow GET. */
  offersGet: boolean;
  problems: readonly FormProblem[];
  onChange: (change: Partial<Settings>) => void;
}

export function TargetOptions({ settings, offersGet, problems, onChange }: TargetOptionsProps) {
  return (
    <>
      <TextField
        className="field timeout"
        name="timeout"
        label="Timeout (ms)"
        value={settings.timeout}
        placeholder="none"
        inputMode="numeric"
        problem={problems.find(({ field }) => field === "timeout")?.message}
        onChange={(value) => onChange({ timeout: value })}
      />
      <Segmented
        label="Compression"
        title="Compresses requests of 1 KiB and more, and lets the server compress its responses"
        options={[
          ["off", "Off"],
          ["gzip", "gzip"],
          ["br", "br"],
          ["zstd", "zstd"],
        ]}
        value={settings.compression}
        onChange={(compression) => onChange({ compression })}
      />
      <Segmented
        label="Cookies"
        title="The credentials of fetch: omit, same-origin or include. With include, a server on another origin has to allow credentials and to name this page's origin."
        options={[
          ["omit", "Never"],
          ["same-origin", "Same origin"],
          ["include", "Always"],
        ]}
        value={settings.credentials}
        onChange={(credentials) => onChange({ credentials })}
      />
      {offersGet && (
        <div className="get-option">
          <label className="checkbox">
            <input
              type="checkbox"
              checked={settings.useGet}
              onChange={(event) => onChange({ useGet: event.target.checked })}
            />
            Send as GET
          </label>
          <p>
            Puts the message into the URL, so that browsers and proxies can cache the response. Messages that make the
            URL longer than 8 KiB are still sent as POST.
          </p>
        </div>
      )}
    </>
  );
}
