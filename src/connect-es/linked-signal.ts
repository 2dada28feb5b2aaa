/** A signal for connect-es, which takes its reason for the error if that is one of its own. */
import type { Deadline } from "../core/deadline.ts";
import { toConnectEsError } from "./es-error.ts";

export interface LinkedSignal {
  readonly signal: AbortSignal;
  abort(reason: unknown): void;
  /** The work has ended: the signal of one that succeeded is never aborted. */
  unlink(): void;
}

export function linkedSignal(deadline: Deadline): LinkedSignal {
  const controller = new AbortController();
  const abort = (reason: unknown): void => controller.abort(toConnectEsError(reason));
  const unlink = deadline.onAbort(abort);
  return { signal: controller.signal, abort, unlink };
}
