/** Validates the answers of `details`, `schema`, `chunks` and `command`. */
import type { AttemptDetails, BodyDetails, CallDetails, CommandResult, HeaderList } from "farcall/devtools";
import {
  countOf,
  defined,
  fieldsOf,
  listOf,
  numberOf,
  optionalNumber,
  optionalText,
  parseAnswer,
  textOf,
} from "./hostile.ts";
import { readBase64 } from "./read-base64.ts";

const mostHeaders = 1000;
const longestHeader = 64 * 1024;
const mostDetails = 200;
const mostFiles = 2000;

/** @returns undefined if the call is no longer kept */
export function readDetails(text: unknown): CallDetails | undefined {
  const value = parseAnswer(text);
  const fields = fieldsOf(value);
  if (!value || typeof fields.id !== "string") {
    return undefined;
  }
  return defined({
    id: textOf(fields.id, 200),
    seq: numberOf(fields.seq),
    site: optionalText(fields.site, 20_000),
    component: optionalText(fields.component, 20_000),
    error: fields.error ? readError(fields.error) : undefined,
    responseHeaders: readHeaders(fields.responseHeaders),
    responseTrailers: readHeaders(fields.responseTrailers),
    attempts: listOf(fields.attempts, 100).map(readAttempt),
  }) as CallDetails;
}

function readError(value: unknown): CallDetails["error"] {
  const fields = fieldsOf(value);
  return {
    code: textOf(fields.code, 50),
    message: textOf(fields.message, 20_000),
    details: listOf(fields.details, mostDetails).map((detail) => {
      const { type, value: bytes } = fieldsOf(detail);
      return { type: textOf(type, 1000), value: typeof bytes === "string" ? bytes : "" };
    }),
    metadata: readHeaders(fields.metadata),
    causes: listOf(fields.causes, 20).map((cause) => textOf(cause, 2000)),
  };
}

export function readHeaders(value: unknown): HeaderList {
  return listOf(value, mostHeaders).flatMap((entry): HeaderList => {
    const [name, text] = listOf(entry, 2);
    return typeof name === "string" ? [[textOf(name, 1000), text === null ? null : textOf(text, longestHeader)]] : [];
  });
}

function readAttempt(value: unknown): AttemptDetails {
  const fields = fieldsOf(value);
  return defined({
    url: textOf(fields.url, 100_000),
    httpMethod: textOf(fields.httpMethod, 20) || "POST",
    requestHeaders: readHeaders(fields.requestHeaders),
    responseHeaders: readHeaders(fields.responseHeaders),
    status: fields.status === undefined ? undefined : countOf(fields.status),
    statusText: optionalText(fields.statusText, 200),
    request: readBody(fields.request),
    response: readBody(fields.response),
    transferSize: optionalNumber(fields.transferSize),
    encodedBodySize: optionalNumber(fields.encodedBodySize),
    decodedBodySize: optionalNumber(fields.decodedBodySize),
  }) as AttemptDetails;
}

function readBody(value: unknown): BodyDetails {
  const fields = fieldsOf(value);
  const cut = fieldsOf(fields.cut);
  return defined({
    chunks: countOf(fields.chunks),
    bytes: countOf(fields.bytes),
    cut: fields.cut ? { at: countOf(cut.at), chunks: countOf(cut.chunks), bytes: countOf(cut.bytes) } : undefined,
    codec: optionalText(fields.codec, 50),
    enveloped: fields.enveloped === true,
    encoding: optionalText(fields.encoding, 50),
  }) as BodyDetails;
}

export interface ReadChunks {
  chunks: { at: number; bytes: Uint8Array<ArrayBuffer> }[];
  next: number;
  total: number;
  /** Bytes of the body before the first chunk, kept or not. */
  offset: number;
  /** The first chunk is preceded by bytes that were cut out. */
  cut: boolean;
  /** If so, the number of its bytes that end a message which started in the cut. */
  carriedOver: number;
}

/** @returns undefined if the call is no longer kept */
export function readChunks(text: unknown): ReadChunks | undefined {
  const value = parseAnswer(text);
  const fields = fieldsOf(value);
  if (!value || !Array.isArray(fields.chunks)) {
    return undefined;
  }
  const chunks = listOf(fields.chunks, 1_000_000).flatMap((entry) => {
    const [at, encoded] = listOf(entry, 2);
    const bytes = readBase64(encoded);
    return bytes ? [{ at: numberOf(at), bytes }] : [];
  });
  return {
    chunks,
    next: countOf(fields.next),
    total: countOf(fields.total),
    offset: countOf(fields.offset),
    cut: fields.cut === true,
    carriedOver: countOf(fields.carriedOver),
  };
}

export interface ReadSchema {
  input: string;
  output: string;
  files: Uint8Array<ArrayBuffer>[];
}

export function readSchema(text: unknown): ReadSchema | undefined {
  const value = parseAnswer(text);
  const fields = fieldsOf(value);
  if (!value || !Array.isArray(fields.files)) {
    return undefined;
  }
  return {
    input: textOf(fields.input, 1000),
    output: textOf(fields.output, 1000),
    files: listOf(fields.files, mostFiles).flatMap((file) => readBase64(file) ?? []),
  };
}

export function readCommandResult(text: unknown): CommandResult {
  const fields = fieldsOf(parseAnswer(text));
  return fields.ok === true
    ? defined({ ok: true as const, id: textOf(fields.id, 200), call: optionalText(fields.call, 200) })
    : { ok: false, error: optionalText(fields.error, 2000) ?? "The page did not respond to this command." };
}
