/** Runs the commands of a devtools client. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import type { CallRecord } from "./call-record.ts";
import type { Command, CommandResult } from "./hook.ts";
import { measureCalls } from "./measure.ts";
import { arm, disarm } from "./overrides.ts";
import type { Recorder } from "./recorder.ts";
import { resend } from "./resend.ts";

/** How many commands are remembered, so that repeating one has no effect. */
const rememberedCommands = 1000;

/** Accepts commands as JSON. Never throws. */
export function createCommands(recorder: Recorder): (json: string) => string {
  const answers = new Map<string, string>();
  return (json) => {
    let id = "";
    let result: CommandResult;
    try {
      const command = JSON.parse(json) as Command;
      id = String(command.id);
      const answered = answers.get(id);
      if (answered) {
        return answered;
      }
      result = { ok: true, id, call: run(recorder, command)?.id };
    } catch (reason) {
      result = { ok: false, error: reason instanceof Error ? reason.message : "this is not a command" };
    }
    const answer = JSON.stringify(result);
    answers.set(id, answer);
    if (answers.size > rememberedCommands) {
      answers.delete(answers.keys().next().value as string);
    }
    return answer;
  };
}

/** @returns the call it has made */
function run(recorder: Recorder, command: Command): CallRecord | undefined {
  const { ring } = recorder;
  switch (command.do) {
    case "resend":
      return resend(recorder, keptCall(recorder, command.call), command);
    case "cancel":
      return cancel(keptCall(recorder, command.call));
    case "override":
      return arm(recorder, command.override);
    case "disarm":
      return disarm(recorder, command.override);
    case "pause":
    case "resume":
      recorder.isPaused = command.do === "pause";
      return undefined;
    case "reveal":
    case "redact":
      recorder.isRevealed = command.do === "reveal";
      return undefined;
    case "clear":
      return ring.clear();
    case "measure":
      return measureCalls(ring.calls.values());
    default:
      throw new Error("not a command");
  }
}

function keptCall({ ring }: Recorder, id: string): CallRecord {
  const call = ring.calls.get(id);
  if (!call) {
    throw new Error("the call is no longer kept");
  }
  return call;
}

function cancel({ ctx, endedAt }: CallRecord): undefined {
  if (endedAt !== undefined) {
    throw new Error("the call has ended");
  }
  ctx.deadline.abort(new ConnectError(Code.Canceled, "canceled in the devtools"));
}
