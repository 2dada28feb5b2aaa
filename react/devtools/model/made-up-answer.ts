/**
 * Creates mock responses, encoded by our own server, so that the page gets exactly what a server would have sent. Loaded
 * when the first one is created.
 */
import {
  type DescMethod,
  type DescService,
  fromJson,
  type JsonValue,
  type Message,
  type Registry,
} from "@bufbuild/protobuf";
import { Code, ConnectError } from "farcall";
import type { Override, Row } from "farcall/devtools";
import { createFetchHandler, type FetchHandler, service } from "farcall/server";
import { writeBase64 } from "./read-base64.ts";

export interface MadeUpAnswer {
  /** The messages of the response as JSON: an object or, of a stream, a list. */
  readonly text: string;
  /** The error to fail with, after the messages or instead of them. */
  readonly error: { readonly code: string; readonly message: string } | undefined;
}

/** The variants of a response: each protocol and codec has its own frames and content type. */
const dialects = ["connect", "grpc-web"].flatMap((protocol) => ["proto", "json"].map((codec) => ({ protocol, codec })));

/**
 * Returns the mock response to the given call, and its equivalents in the other protocols and codecs.
 *
 * @throws with a message that says what is invalid
 */
export async function madeUpAnswer(
  { protocol, codec = "proto" }: Row,
  method: DescMethod,
  registry: Registry | undefined,
  made: MadeUpAnswer,
): Promise<Pick<Override, "answer" | "answers">> {
  const handler = handlerOf(method, readMessages(method, registry, made.text, made.error !== undefined), made.error);
  const answers = dialects.map(
    async (dialect) => [`${dialect.protocol}+${dialect.codec}`, await answerIn(dialect, method, handler)] as const,
  );
  return {
    answer: await answerIn({ protocol, codec }, method, handler),
    answers: Object.fromEntries(await Promise.all(answers)),
  };
}

function handlerOf(method: DescMethod, messages: Message[], error: MadeUpAnswer["error"]): FetchHandler {
  const failure = error && new ConnectError(codeOf(error.code), error.message);
  const isStream = method.methodKind === "server_streaming" || method.methodKind === "bidi_streaming";
  const implementation = {
    [method.localName]: isStream
      ? async function* () {
          yield* messages;
          if (failure) {
            throw failure;
          }
        }
      : async () => {
          if (failure) {
            throw failure;
          }
          return messages[0] ?? {};
        },
  };
  return createFetchHandler({ services: [service(method.parent as DescService, implementation as never)] });
}

async function answerIn(
  { protocol, codec }: { protocol: string; codec: string },
  method: DescMethod,
  handler: FetchHandler,
): Promise<NonNullable<Override["answer"]>> {
  const isUnaryConnect = protocol === "connect" && method.methodKind === "unary";
  const type = isUnaryConnect
    ? `application/${codec}`
    : `application/${protocol === "connect" ? "connect" : "grpc-web"}+${codec}`;
  const emptyMessage = codec === "json" ? [123, 125] : [];
  const body = new Uint8Array(isUnaryConnect ? emptyMessage : [0, 0, 0, 0, emptyMessage.length, ...emptyMessage]);
  const response = await handler(
    new Request(`https://made-up.invalid/${method.parent.typeName}/${method.name}`, {
      method: "POST",
      headers: { "content-type": type, "connect-protocol-version": "1" },
      body,
    }),
  );
  const bytes = new Uint8Array(await response.arrayBuffer());
  return {
    status: response.status,
    headers: [...response.headers],
    body: chunksOf(bytes, !isUnaryConnect).map(writeBase64),
  };
}

/** A chunk for each envelope, so that messages arrive one after another. */
function chunksOf(bytes: Uint8Array, isEnveloped: boolean): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0; isEnveloped && at + 5 <= bytes.byteLength; ) {
    const length = new DataView(bytes.buffer, bytes.byteOffset + at).getUint32(1);
    chunks.push(bytes.subarray(at, at + 5 + length));
    at += 5 + length;
  }
  return isEnveloped ? chunks : [bytes];
}

function readMessages(
  method: DescMethod,
  registry: Registry | undefined,
  text: string,
  isOptional: boolean,
): Message[] {
  if (text.trim() === "" && isOptional) {
    return [];
  }
  const json = JSON.parse(text) as JsonValue;
  const isStream = method.methodKind === "server_streaming" || method.methodKind === "bidi_streaming";
  const values = isStream ? (Array.isArray(json) ? json : [json]) : [json];
  return values.map((value) => fromJson(method.output, value, registry ? { registry } : {}));
}

function codeOf(name: string): Code {
  return Object.values(Code).find((code) => code === name) ?? Code.Unknown;
}
