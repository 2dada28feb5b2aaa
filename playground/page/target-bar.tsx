/** The target: where calls go, and how. Rarely used options are behind a button that names those in use. */
import { useId, useState } from "react";
import type { FormProblem } from "../model/call-form.ts";
import type { CatalogMethod } from "../model/catalog.ts";
import { formatOptions } from "../model/settings.ts";
import { targetName } from "../model/target.ts";
import { Chevron } from "./icons.tsx";
import { Segmented } from "./segmented.tsx";
import { TargetOptions } from "./target-options.tsx";
import { TargetPicker } from "./target-picker.tsx";
import { TextField } from "./text-field.tsx";
import type { Targets } from "./use-targets.ts";

export interface TargetBarProps {
  targets: Targets;
  /** The method that would be called. */
  method: CatalogMethod | undefined;
  /** The application has a transport that calls can use. */
  hasOwnTransport: boolean;
  /** What was wrong in the last attempt to send. */
  problems: readonly FormProblem[];
}

const destinations = [
  ["server", "Server"],
  ["mock", "Mock"],
] as const;

const explanations = {
  mock: (
    <>
      Answers are made up, from the schema. The request headers <code>mock-code: unavailable</code>,{" "}
      <code>mock-delay-ms: 500</code> and <code>mock-count: 20</code> choose others.
    </>
  ),
  application: "Calls use the transport of this application: its server, protocol and interceptors.",
} as const;

export function TargetBar({ targets, method, hasOwnTransport, problems }: TargetBarProps) {
  const optionsId = useId();
  const [isOpen, setIsOpen] = useState(false);
  const { selected, removed, changeSettings } = targets;
  const { settings } = selected;
  const { via } = settings;
  const offersGet = settings.protocol === "connect" && (method?.canUseGet ?? false);
  const inUse = formatOptions({ ...settings, useGet: settings.useGet && offersGet });
  // An invalid timeout has to be seen.
  const isShown = isOpen || problems.some(({ field }) => field === "timeout");
  return (
    <section className="target-bar" aria-label="Target">
      <TargetPicker targets={targets} />
      <Segmented
        label="Send to"
        title="A mock answers every method with examples, without a server"
        options={[...(hasOwnTransport ? ([["application", "This application"]] as const) : []), ...destinations]}
        value={via}
        onChange={(chosen) => changeSettings({ via: chosen })}
      />
      {via === "server" && (
        <TextField
          className="field base-url"
          name="baseUrl"
          label="Base URL"
          value={settings.baseUrl}
          placeholder="This page's own server"
          problem={problems.find(({ field }) => field === "baseUrl")?.message}
          onChange={(baseUrl) => changeSettings({ baseUrl })}
        />
      )}
      {via !== "server" && <p className="target-explanation">{explanations[via]}</p>}
      {via !== "application" && (
        <>
          <div className="target-wire">
            <Segmented
              label="Protocol"
              options={[
                ["connect", "Connect"],
                ["grpc-web", "gRPC-Web"],
              ]}
              value={settings.protocol}
              onChange={(protocol) => changeSettings({ protocol })}
            />
            <Segmented
              label="Codec"
              options={[
                ["binary", "Binary"],
                ["json", "JSON"],
              ]}
              value={settings.codec}
              onChange={(codec) => changeSettings({ codec })}
            />
            <button
              type="button"
              className="button options-button"
              aria-expanded={isShown}
              aria-controls={optionsId}
              onClick={() => setIsOpen(!isShown)}
            >
              Options
              {inUse.length > 0 && <span className="options-in-use">{inUse.join(", ")}</span>}
              <Chevron isOpen={isShown} />
            </button>
          </div>
          <div className="target-options" id={optionsId} hidden={!isShown}>
            <TargetOptions settings={settings} offersGet={offersGet} problems={problems} onChange={changeSettings} />
          </div>
        </>
      )}
      <p className="target-removed" role="status">
        {removed && (
          <>
            {targetName(removed)} was deleted.{" "}
            <button type="button" className="button-quiet" onClick={targets.restore}>
              Undo
            </button>
          </>
        )}
      </p>
    </section>
  );
}
