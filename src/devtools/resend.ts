/** Sends a call again, through its own transport and the interceptors inside the recorder. */
import { type DescMessage, fromBinary } from "@bufbuild/protobuf";
import { ConnectError } from "../core/connect-error.ts";
import type { Deadline } from "../core/deadline.ts";
import type { RequestContext, RequestContextInit } from "../core/request-context.ts";
import { decodeBase64 } from "../wire/base64.ts";
import type { CallRecord } from "./call-record.ts";
import type { ResendCommand } from "./hook.ts";
import type { Recorder } from "./recorder.ts";
import { sentMessages } from "./sent-messages.ts";

type Options = Pick<RequestContextInit<unknown, unknown>, "values"> & { headers?: HeadersInit };
type Next = (request: unknown, ctx: RequestContext) => Promise<unknown> & AsyncIterable<unknown>;

/** @returns the record of the new call, which is running */
export function resend(recorder: Recorder, call: CallRecord, command: ResendCommand): CallRecord {
  const { ctx, next, send, id } = call;
  if (!next) {
    throw new Error("the call was never ready to be sent");
  }
  const bytes = command.messages?.map(decodeBase64) ?? sentMessages(call);
  const messages = bytes.map((message) => fromBinary(ctx.method.input as never as DescMessage, message));
  if (!/client|bidi/.test(ctx.method.kind) && messages.length !== 1) {
    throw new Error(`a ${ctx.method.kind} call must have one message`);
  }
  const callOptions = ctx.callOptions as Options;
  // The page's own classes, because it may have another copy of this package.
  const Context = ctx.constructor as new (init: RequestContextInit<unknown, unknown>) => RequestContext;
  const OwnDeadline = ctx.deadline.constructor as new (options: { timeoutMs: number | undefined }) => Deadline;
  const again = new Context({
    method: ctx.method,
    protocol: ctx.protocol,
    url: ctx.url,
    deadline: new OwnDeadline({ timeoutMs: command.timeoutMs ?? call.timeoutMs }),
    requestHeaders: changedHeaders(callOptions.headers, command.headers ?? []),
    values: callOptions.values,
    callOptions: { ...callOptions, origin: undefined, component: undefined },
    send,
  });
  const record = recorder.begin(again, id);
  record.next = next;
  void run(recorder, record, next as never as Next, messages);
  return record;
}

async function run(recorder: Recorder, record: CallRecord, next: Next, messages: unknown[]): Promise<void> {
  const { ctx } = record;
  const { kind } = ctx.method;
  let error: ConnectError | undefined;
  try {
    const response = next(/client|bidi/.test(kind) ? each(messages) : messages[0], ctx);
    await ctx.deadline.race(/server|bidi/.test(kind) ? readToEnd(response) : response, true);
  } catch (reason) {
    error = ConnectError.from(reason);
  }
  ctx.deadline.dispose();
  recorder.guard(record, () => recorder.end(record, error));
}

async function* each<T>(messages: T[]): AsyncGenerator<T> {
  yield* messages;
}

async function readToEnd(stream: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of stream) {
    // Its bytes are recorded as they arrive.
  }
}

/** Returns the caller's headers with some set and some removed. */
function changedHeaders(
  headers: HeadersInit = {},
  changes: [name: string, value: string | null][],
): [string, string][] {
  const fields = Symbol.iterator in headers ? [...(headers as Iterable<[string, string]>)] : Object.entries(headers);
  const changed = new Set(changes.map(([name]) => name.toLowerCase()));
  const set = changes.filter((change): change is [string, string] => change[1] !== null);
  return [...fields.filter(([name]) => !changed.has(name.toLowerCase())), ...set];
}
