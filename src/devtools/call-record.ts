/** The record of a call: its state, changed in place, not a list of events. */
import type { ConnectError } from "../core/connect-error.ts";
import type { RequestContext, Send } from "../core/request-context.ts";
import type { ByteLog } from "./byte-log.ts";

export interface CallRecord {
  readonly id: string;
  /** The number of its last change. */
  seq: number;
  readonly ctx: RequestContext;
  readonly startedAt: number;
  readonly timeoutMs: number | undefined;
  /** Where it was made; the stack is formatted on request. */
  readonly site: Error | undefined;
  readonly resentFrom: string | undefined;
  /** The function that sends it. */
  readonly send: Send;
  /** Continues a call of this method inside the recorder. */
  next: ((request: never, ctx: RequestContext) => unknown) | undefined;
  readonly attempts: Attempt[];
  endedAt: number | undefined;
  error: ConnectError | undefined;
  /** The size of its recorded bodies, in bytes. */
  kept: number;
  /** True if it was reported to anyone. */
  isShown: boolean;
  /** True if the recorder failed, and ignores this call. */
  isOff: boolean;
}

/** One attempt to send the call. */
export interface Attempt {
  readonly sentAt: number;
  readonly url: string;
  readonly httpMethod: string;
  readonly requestHeaders: HeadersInit;
  readonly request: ByteLog;
  readonly response: ByteLog;
  headersAt: number | undefined;
  head: Response | undefined;
  endAt: number | undefined;
  /** The reason that fetch rejected with, or the body failed with. */
  failure: unknown;
  /** The id of the override that was applied. */
  override: string | undefined;
}
