/** Records what passes through the function that sends a call. Each use of it is one attempt. */
import { now } from "../core/now.ts";
import type { Send } from "../core/request-context.ts";
import { ByteLog } from "./byte-log.ts";
import type { Attempt, CallRecord } from "./call-record.ts";
import type { Ring } from "./ring.ts";
import { type BodyListener, tapRequestStream, tapResponse } from "./tapped-body.ts";

/** The parts of a recorder that each of its calls needs. */
interface Recorder {
  readonly ring: Ring;
  readonly override: ((call: CallRecord, attempt: Attempt) => Send | undefined) | undefined;
  guard<T>(call: CallRecord, work: () => T): T | undefined;
}

export function tappedSend(recorder: Recorder, call: CallRecord): Send & { record: CallRecord } {
  const { send } = call;
  const tapped: Send = async (url, init) => {
    let attempt: Attempt | undefined;
    let listener: BodyListener | undefined;
    let sent = init;
    let actual: Send = send;
    recorder.guard(call, () => {
      attempt = beginAttempt(url, init);
      call.attempts.push(attempt);
      listener = listenTo(recorder, call, attempt);
      sent = tapRequest(recorder, call, attempt, init);
      actual = recorder.override?.(call, attempt) ?? send;
      recorder.ring.touch(call);
    });
    try {
      const response = await actual(url, sent);
      recorder.guard(call, () => {
        if (attempt && listener && response) {
          attempt.headersAt = now();
          attempt.head = response;
          tapResponse(response, listener);
          recorder.ring.touch(call);
        }
      });
      return response;
    } catch (reason) {
      listener?.end(reason ?? "rejected");
      throw reason;
    }
  };
  return Object.assign(tapped, { record: call });
}

function listenTo(recorder: Recorder, call: CallRecord, attempt: Attempt): BodyListener {
  return {
    keep: (bytes) => recorder.guard(call, () => recorder.ring.keep(call, attempt.response, now(), bytes)),
    end: (reason) =>
      recorder.guard(call, () => {
        attempt.endAt ??= now();
        attempt.failure ??= reason;
        recorder.ring.touch(call);
      }),
  };
}

function beginAttempt(url: string, { method = "GET", headers = {} }: RequestInit): Attempt {
  return {
    sentAt: now(),
    url,
    httpMethod: method,
    requestHeaders: headers,
    request: new ByteLog(),
    response: new ByteLog(),
    headersAt: undefined,
    head: undefined,
    endAt: undefined,
    failure: undefined,
    override: undefined,
  };
}

function tapRequest(recorder: Recorder, call: CallRecord, { request }: Attempt, init: RequestInit): RequestInit {
  const { body } = init;
  const keep = (bytes: Uint8Array) => recorder.ring.keep(call, request, now(), bytes);
  if (ArrayBuffer.isView(body)) {
    keep(body as Uint8Array);
  }
  return body && typeof body === "object" && "getReader" in body
    ? { ...init, body: tapRequestStream(body, (bytes) => recorder.guard(call, () => keep(bytes))) }
    : init;
}
