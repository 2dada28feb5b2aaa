/** Answers queries about the calls of a page. Nothing here throws, whatever is asked and whatever is kept. */
import { now } from "../core/now.ts";
import type { CallRecord } from "./call-record.ts";
import { chunkPage } from "./chunk-page.ts";
import { createCommands } from "./command.ts";
import { detailsOf } from "./details.ts";
import { drain } from "./drain.ts";
import type { Answers } from "./hook.ts";
import { disarmForgotten } from "./overrides.ts";
import type { Recorder } from "./recorder.ts";
import { isSecret } from "./redact.ts";
import { schemaOf } from "./schema.ts";
import { TransportCount } from "./transport-count.ts";

export function createAnswers(recorder: Recorder): Answers {
  const isSecretName = isSecret(recorder.redact);
  const hides = (name: string) => !recorder.isRevealed && isSecretName(name);
  const transports = new TransportCount();
  const answer = (id: string, work: (call: CallRecord) => unknown): string => {
    const call = recorder.ring.calls.get(id);
    return (call && recorder.guard(undefined, () => JSON.stringify(work(call)))) ?? "null";
  };
  return {
    drain(after, maxBytes) {
      disarmForgotten(recorder);
      recorder.drainedAt = now();
      return drain(recorder, transports, numberOr(after, 0), numberOr(maxBytes, 1024 * 1024));
    },
    details: (id) => answer(id, (call) => detailsOf(call, hides)),
    chunks: (id, attempt, side, from, maxBytes) =>
      answer(id, ({ attempts }) => {
        const log = attempts[numberOr(attempt, -1)]?.[side];
        return log && chunkPage(log, numberOr(from, 0), numberOr(maxBytes, 512 * 1024));
      }),
    schema: (id) => answer(id, ({ ctx }) => schemaOf(ctx.method)),
    command: createCommands(recorder),
  };
}

/** Queries come from outside the page, and even a comparison with an object can throw. */
function numberOr(value: unknown, otherwise: number): number {
  return typeof value === "number" && !Number.isNaN(value) ? value : otherwise;
}
