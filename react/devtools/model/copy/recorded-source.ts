/** The data to copy of a recorded call: its request as it was sent, and its responses. */
import { type DescMessage, fromBinary, fromJsonString, type Message } from "@bufbuild/protobuf";
import type { AttemptDetails, CallDetails, Row, Side } from "farcall/devtools";
import { frameBytes } from "../frame-bytes.ts";
import type { OpenedCall } from "../opened-call.ts";
import { type CallSchema, findMethod } from "../schema.ts";
import type { CopySource } from "./source.ts";

export interface RecordedSource extends CopySource {
  readonly attempt: AttemptDetails;
  readonly details: CallDetails;
  readonly schema: CallSchema;
  readonly responses: readonly Message[];
}

/** Number of a stream's responses to copy; the rest is left out. */
const mostResponses = 20;

/** @throws if the call was not kept or cannot be read */
export async function recordedSource(row: Row, opened: OpenedCall, attemptIndex: number): Promise<RecordedSource> {
  await opened.refresh(row);
  const { details, schema } = opened.state;
  const attempt = details?.attempts[attemptIndex];
  if (!details || !attempt) {
    throw new Error("the page no longer keeps this call, or it was never sent.");
  }
  const { service, method, kind, protocol, timeoutMs } = row;
  return {
    service,
    method,
    kind,
    protocol,
    codec: row.codec === "json" ? "json" : "proto",
    isGet: row.httpMethod.toUpperCase() === "GET",
    timeoutMs,
    url: attempt.url || row.url,
    headers: attempt.requestHeaders,
    attempt,
    details,
    schema,
    descriptor: findMethod(schema, service, method),
    requests: await messagesOf(opened, schema, attemptIndex, "request", Number.POSITIVE_INFINITY),
    responses: await messagesOf(opened, schema, attemptIndex, "response", mostResponses).catch(() => []),
  };
}

/** @throws if there is no schema, or a message does not match it */
export async function messagesOf(
  opened: OpenedCall,
  schema: CallSchema,
  attempt: number,
  side: Side,
  most: number,
): Promise<Message[]> {
  const source = opened.source(attempt, side);
  const desc = side === "request" ? schema.input : schema.output;
  if (!desc) {
    throw new Error("the page has no descriptors for its messages.");
  }
  const messages: Message[] = [];
  for (const frame of source?.frames ?? []) {
    if (frame.kind === "message" && messages.length < most) {
      const { bytes, problem } = await frameBytes(frame, source?.body.encoding);
      if (!bytes) {
        throw new Error(problem);
      }
      messages.push(decode(desc, bytes, source?.body.codec, schema));
    }
  }
  return messages;
}

function decode(desc: DescMessage, bytes: Uint8Array, codec: string | undefined, { registry }: CallSchema): Message {
  return codec === "json"
    ? fromJsonString(desc, new TextDecoder().decode(bytes), {
        ignoreUnknownFields: true,
        ...(registry && { registry }),
      })
    : fromBinary(desc, bytes);
}
