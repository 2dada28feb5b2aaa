/** The frames and bytes that the call sent and received, from the devtools' recording. */
import type { Row } from "farcall/devtools";
import { DevtoolsCall, hookLink } from "farcall/react/devtools";
import { useCallback } from "react";
import type { CallRun } from "../model/call-run.ts";
import { useShownTheme } from "./use-shown-theme.ts";

const link = hookLink();

export function WireView({ run }: { run: CallRun }) {
  const { parent, name } = run.method.descriptor;
  // The page makes one call at a time, so it is the first of its method since this one started.
  const find = useCallback(
    ({ service, method, start, resentFrom }: Row) =>
      service === parent.typeName && method === name && start >= run.startedAt && resentFrom === undefined,
    [parent, name, run],
  );
  return <DevtoolsCall link={link} find={find} theme={useShownTheme()} />;
}
