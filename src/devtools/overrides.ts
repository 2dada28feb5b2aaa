/** Replaces or changes the calls of a method, so that developers can see how the page reacts. */

import { procedureName } from "../core/method.ts";
import { now } from "../core/now.ts";
import type { Send } from "../core/request-context.ts";
import type { Attempt } from "./call-record.ts";
import { cutResponse } from "./cut-response.ts";
import type { MadeUpAnswer, Override } from "./hook.ts";
import { madeUpResponse, nullBodyStatuses } from "./made-up-response.ts";
import { mediaOf } from "./media.ts";
import type { Recorder } from "./recorder.ts";
import { waitMs } from "./wait.ts";

/** After this time without a devtools client, nobody would know why the page behaves this way. */
const forgottenMs = 10_000;

/** Replaces an override with the same id. Throws for an invalid one. */
export function arm(recorder: Recorder, override: Override): undefined {
  const { id, procedure, answer, answers = {} } = override;
  if (typeof id !== "string" || typeof procedure !== "string") {
    throw new Error("an override has an id and names a procedure");
  }
  for (const { status, headers, body } of [...(answer ? [answer] : []), ...Object.values(answers)]) {
    void new Response(null, { status, headers }); // throws now, not in a call
    madeUpResponse({ status, headers, body });
  }
  recorder.drainedAt = now();
  disarm(recorder, id);
  recorder.overrides = [...recorder.overrides, { ...override }];
  recorder.override = ({ ctx, send }, attempt) => {
    disarmForgotten(recorder);
    const name = procedureName(ctx.method);
    const found = recorder.overrides.find(
      ({ procedure: pattern }) => pattern === name || pattern === `${ctx.method.serviceName}/*`,
    );
    if (!found) {
      return undefined;
    }
    attempt.override = found.id;
    if (found.times !== undefined && --found.times <= 0) {
      disarm(recorder, found.id);
    }
    return overridden(found, send, answerFor(found, ctx.protocol, attempt));
  };
}

/** Disarms one override, or all. */
export function disarm(recorder: Recorder, id?: string): undefined {
  recorder.overrides = id === undefined ? [] : recorder.overrides.filter((override) => override.id !== id);
}

export function disarmForgotten(recorder: Recorder): void {
  if (now() - recorder.drainedAt > forgottenMs) {
    disarm(recorder);
  }
}

/** Returns a response that the caller can read: each protocol and codec has its own frames and content type. */
function answerFor({ answer, answers = {} }: Override, protocol: string, attempt: Attempt): MadeUpAnswer | undefined {
  const dialect = `${protocol}+${mediaOf(attempt, "request").codec}`;
  return Object.hasOwn(answers, dialect) ? answers[dialect] : answer;
}

function overridden({ latencyMs = 0, block, cutAfter }: Override, send: Send, answer: MadeUpAnswer | undefined): Send {
  return async (url, init) => {
    await waitMs(latencyMs, init.signal);
    if (block) {
      throw new TypeError("blocked in the devtools");
    }
    const response = answer ? madeUpResponse(answer, init.signal) : await send(url, init);
    return cutAfter === undefined || !response.body || nullBodyStatuses.includes(response.status)
      ? response
      : cutResponse(response, response.body, cutAfter);
  };
}
