/** What the call sent and received, frame by frame and byte by byte, from the records of the devtools. */
import type { Row } from "farcall/devtools";
import { DevtoolsCall, hookLink } from "farcall/react/devtools";
import { useCallback } from "react";
import type { CallRun } from "../model/call-run.ts";
import { useShownTheme } from "./use-shown-theme.ts";

const link = hookLink();

export function WireView({ run }: { run: CallRun }) {
  const { parent, name } = run.method.descriptor;
  // One call at a time is made here: it is the first of its method since this one began.
  const find = useCallback(
    ({ service, method, start, resentFrom }: Row) =>
      service === parent.typeName && method === name && start >= run.startedAt && resentFrom === undefined,
    [parent, name, run],
  );
  return <DevtoolsCall link={link} find={find} theme={useShownTheme()} />;
}
