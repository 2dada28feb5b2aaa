/** A menu of less common actions on all calls. */
import { useRef } from "react";
import type { Call } from "../model/call.ts";
import type { LogState } from "../model/call-log.ts";
import { plural } from "../model/format.ts";
import { descriptorTypes, FileInput, logTypes } from "./file-button.tsx";
import { MoreIcon } from "./icons.tsx";
import { Menu } from "./menu.tsx";
import { usePanel } from "./panel-context.ts";
import { saveFile } from "./save-file.ts";
import type { OpenFile } from "./use-open-file.ts";

export interface LogMenuProps {
  state: LogState;
  /** The calls that are shown: a filter selects what is exported. */
  calls: readonly Call[];
  hidesPanelMade: boolean;
  onHidePanelMade: (hides: boolean) => void;
  onOpen: OpenFile;
}

export function LogMenu({ state, calls, hidesPanelMade, onHidePanelMade, onOpen }: LogMenuProps) {
  const { log, say } = usePanel();
  const logRef = useRef<HTMLInputElement>(null);
  const descriptorRef = useRef<HTMLInputElement>(null);
  const isRedacted = state.page?.redacted !== false;

  const save = async (kind: "har" | "ndjson") => {
    try {
      const [{ loggedCalls }, { toHar, toNdjson }] = await Promise.all([
        import("../model/log-file/logged-calls.ts"),
        import("farcall/devtools/log"),
      ]);
      const logged = await loggedCalls(log.link, calls);
      if (kind === "har") {
        saveFile("calls.har", "application/json", toHar(logged));
      } else {
        saveFile("calls.ndjson", "application/x-ndjson", toNdjson(logged));
      }
      say(`${plural(logged.length, "call")} saved.`);
    } catch (error) {
      say(`Cannot save: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const run = async (command: Parameters<typeof log.command>[0], done: string) => {
    const result = await log.command(command);
    say(result.ok ? done : result.error);
  };

  return (
    <>
      <Menu
        label="More"
        className="icon-button"
        items={[
          {
            label: "Hide calls from this panel",
            hint: "resent, overridden",
            isChecked: hidesPanelMade,
            onSelect: () => onHidePanelMade(!hidesPanelMade),
          },
          {
            label: "Show hidden header values",
            hint: "until the page reloads",
            isChecked: !isRedacted,
            onSelect: () =>
              void run(
                { do: isRedacted ? "reveal" : "redact" },
                isRedacted ? "Header values are shown." : "Header values are hidden.",
              ),
          },
          {
            label: "Add to the Performance panel",
            hint: "performance.measure",
            onSelect: () =>
              void run({ do: "measure" }, "Added. Record in the browser's Performance panel to see them."),
          },
          { label: "Export as HAR", isDisabled: calls.length === 0, onSelect: () => void save("har") },
          { label: "Export as NDJSON", isDisabled: calls.length === 0, onSelect: () => void save("ndjson") },
          { label: "Import…", hint: "HAR or NDJSON", onSelect: () => logRef.current?.click() },
          { label: "Add descriptors…", hint: "buf build -o x.binpb", onSelect: () => descriptorRef.current?.click() },
        ]}
      >
        <MoreIcon />
      </Menu>
      <FileInput inputRef={logRef} label="Import a file" accept={logTypes} onOpen={onOpen} />
      <FileInput inputRef={descriptorRef} label="Descriptors" accept={descriptorTypes} onOpen={onOpen} />
    </>
  );
}
