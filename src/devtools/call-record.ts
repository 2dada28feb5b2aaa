/** What is kept of a call: its state, changed in place, and no list of events. */
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
  /** Where it was made; its stack is written out when somebody asks. */
  readonly site: Error | undefined;
  readonly resentFrom: string | undefined;
  /** What sends it. */
  readonly send: Send;
  /** Continues a call of this method inside of the recorder. */
  next: ((request: never, ctx: RequestContext) => unknown) | undefined;
  readonly attempts: Attempt[];
  endedAt: number | undefined;
  error: ConnectError | undefined;
  /** What is kept of its bodies, in bytes. */
  kept: number;
  /** Somebody was told of it. */
  isShown: boolean;
  /** The recorder failed, and leaves this call alone. */
  isOff: boolean;
}

/** One time that the call was sent. */
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
  /** What fetch was rejected with, or the body ended with. */
  failure: unknown;
  /** The id of the override that acted on it. */
  override: string | undefined;
}
