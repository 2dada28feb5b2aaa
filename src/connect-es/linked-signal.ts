/** Creates signals for connect-es, whose abort reason becomes the call's error if it is connect-es's own class. */
import type { Deadline } from "../core/deadline.ts";
import { toConnectEsError } from "./es-error.ts";

export interface LinkedSignal {
  readonly signal: AbortSignal;
  abort(reason: unknown): void;
  /** Unlinks the signal when the work has ended, so that success is never followed by an abort. */
  unlink(): void;
}

export function linkedSignal(deadline: Deadline): LinkedSignal {
  const controller = new AbortController();
  const abort = (reason: unknown): void => controller.abort(toConnectEsError(reason));
  const unlink = deadline.onAbort(abort);
  return { signal: controller.signal, abort, unlink };
}
