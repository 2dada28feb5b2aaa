/** The data to copy: a request as it was sent, with everything needed to send it again from elsewhere. */
import {
  type DescMessage,
  type DescMethod,
  fromBinary,
  fromJsonString,
  type Message,
  toBinary,
  toJson,
} from "@bufbuild/protobuf";
import type { AttemptDetails, CallDetails, Row, Side } from "farcall/devtools";
import { expectProcedure } from "../expect-names.ts";
import { frameBytes } from "../frame-bytes.ts";
import type { OpenedCall } from "../opened-call.ts";
import { type CallSchema, findMethod } from "../schema.ts";

export interface CopySource {
  readonly row: Row;
  readonly attempt: AttemptDetails;
  readonly details: CallDetails;
  readonly schema: CallSchema;
  readonly method: DescMethod | undefined;
  readonly requests: readonly Message[];
  readonly responses: readonly Message[];
}

/** Number of a stream's responses to copy; the rest is left out. */
const mostResponses = 20;

/** @throws if the call was not kept or cannot be read */
export async function copySource(row: Row, opened: OpenedCall, attemptIndex: number): Promise<CopySource> {
  await opened.refresh(row);
  const { details, schema } = opened.state;
  const attempt = details?.attempts[attemptIndex];
  if (!details || !attempt) {
    throw new Error("the page no longer keeps this call, or it was never sent.");
  }
  return {
    row,
    attempt,
    details,
    schema,
    method: findMethod(schema, row.service, row.method),
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

/** Each request as JSON on one line, or indented. */
export function requestJson({ requests, schema }: CopySource, indent?: number): string[] {
  const { input, registry } = schema;
  return requests.map((message) =>
    input ? JSON.stringify(toJson(input, message, registry ? { registry } : {}), null, indent) : "{}",
  );
}

export function requestBinary({ requests, schema: { input } }: CopySource): Uint8Array[] {
  return requests.map((message) => (input ? toBinary(input, message) : new Uint8Array(0)));
}

/** Headers that the sender of the copy sets itself, or that are useless outside the page. */
const left =
  /^(content-type|content-length|content-encoding|accept-encoding|host|user-agent|x-user-agent|connection|cookie|origin|referer|te|x-grpc-web|connect-.*|grpc-.*|sec-.*)$/i;

/**
 * Names that a request can have: curl reads a "name" that starts with @ from a file, and a line break in a value would add
 * another header. A malicious page could report either.
 */
const headerName = /^[\w!#$%&'*+.^`|~-]+$/;
const headerValue = /^[\t -~\xa0-\xff]*$/;

/** Returns the application's headers, without hidden ones, whose values are unknown here. */
export function ownHeaders({ attempt }: CopySource): [name: string, value: string][] {
  return attempt.requestHeaders.flatMap(([name, value]): [string, string][] =>
    value === null || left.test(name) || !headerName.test(name) || !headerValue.test(value) ? [] : [[name, value]],
  );
}

/**
 * Returns the URL without the query, which carries the message of a GET. The URL is parsed and serialized again, because a
 * command would treat text that starts with a dash as an option.
 *
 * @throws for a URL that no page could have called
 */
export function plainUrl({ attempt, row }: CopySource): string {
  const text = (attempt.url || row.url).replace(/\?.*$/s, "");
  const url = URL.canParse(text, "http://localhost") ? new URL(text, "http://localhost") : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new Error(`the page reported the URL ${JSON.stringify(text)}, which is not a server address.`);
  }
  return url.href;
}

/** @throws for a name that no method can have, which a command might treat as an option */
export function procedure({ row }: CopySource): string {
  expectProcedure(row.service, row.method);
  return `${row.service}/${row.method}`;
}

/** Returns the URL without the procedure, as passed to a transport. */
export function baseUrl(source: CopySource): string {
  const suffix = `/${source.row.service}/${source.row.method}`;
  const url = plainUrl(source);
  return url.endsWith(suffix) ? url.slice(0, -suffix.length) : url;
}

export function isUnaryConnect({ row }: CopySource): boolean {
  return row.kind === "unary" && row.protocol === "connect";
}
