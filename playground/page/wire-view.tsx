/** A part of the devtools' recording of a call: its frames and bytes, its HTTP request and response, or its timing. */
import { DevtoolsCall, type DevtoolsCallProps, hookLink } from "farcall/react/devtools";
import { useContext, useMemo } from "react";
import { isRecordOf } from "../model/call-record.ts";
import type { CallRun } from "../model/call-run.ts";
import { ShownTheme } from "./shown-theme.ts";

const link = hookLink();

export function WireView({ run, part }: { run: CallRun } & Pick<DevtoolsCallProps, "part">) {
  const find = useMemo(() => isRecordOf(run), [run]);
  return <DevtoolsCall link={link} find={find} part={part} theme={useContext(ShownTheme)} />;
}
