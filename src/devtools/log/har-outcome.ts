/** How a call ended, told by its response alone: as a client of its protocol would have understood it. */
import { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import { Metadata } from "../../core/metadata.ts";
import { decodeEndStream, endStreamError } from "../../protocol/connect/end-stream.ts";
import { decodeErrorJson } from "../../protocol/connect/error-json.ts";
import { outcomeError, readOutcome } from "../../protocol/grpc-web/outcome.ts";
import { decodeTrailers } from "../../protocol/grpc-web/trailers.ts";
import { codeFromHttpStatus } from "../../protocol/http-code.ts";
import { compressedFlag, connectEndFlag, type Envelope, grpcWebTrailerFlag } from "../../wire/envelope.ts";
import { EnvelopeReader } from "../../wire/envelope-reader.ts";
import type { Row, Why } from "../hook.ts";
import { fieldReader, type HarEntry } from "./har-entry.ts";

export interface Outcome {
  readonly error?: ConnectError | undefined;
  readonly why?: Why | undefined;
  readonly trailers?: Metadata;
  /** Of the response, without the end frame. */
  readonly messages: number;
}

/** More than any browser hands to its DevTools. */
const mostBytes = 0x7fffffff;

export function outcomeOf(
  { response }: HarEntry,
  protocol: Row["protocol"],
  { bytes, enveloped }: { bytes: Uint8Array | undefined; enveloped: boolean },
): Outcome {
  const { status, _error: failure } = response;
  if (/abort/i.test(failure ?? "")) {
    return { error: new ConnectError(Code.Canceled, "the page canceled the request"), why: "caller", messages: 0 };
  }
  if (status === 0 || failure) {
    return { error: new ConnectError(Code.Unavailable, failure || "no response came"), why: "network", messages: 0 };
  }
  const envelopes = enveloped && bytes ? new EnvelopeReader(mostBytes).push(bytes) : [];
  const end = envelopes.find(({ flags }) => flags & (connectEndFlag | grpcWebTrailerFlag));
  const messages = envelopes.length - (end ? 1 : 0);
  if (enveloped && !bytes) {
    return { messages }; // the browser has not written it down
  }
  return protocol === "connect"
    ? connectOutcome(response, enveloped, bytes, end, messages)
    : grpcWebOutcome(response, end, messages);
}

function connectOutcome(
  { status, statusText, headers }: HarEntry["response"],
  isEnveloped: boolean,
  bytes: Uint8Array | undefined,
  end: Envelope | undefined,
  messages: number,
): Outcome {
  const metadata = metadataOf(headers);
  if (status !== 200) {
    const fallback = codeFromHttpStatus(status);
    const said = bytes && decodeErrorJson(parsed(bytes), fallback, metadata);
    const error = said ?? new ConnectError(fallback, `HTTP ${status} ${statusText ?? ""}`.trim(), { metadata });
    return { error, why: said ? "server" : "http", messages };
  }
  if (!isEnveloped) {
    return { messages: 1 };
  }
  if (!end) {
    return { ...cut, messages };
  }
  if (end.flags & compressedFlag) {
    return { messages }; // the panel decompresses it, where one looks
  }
  try {
    const said = decodeEndStream(end.payload);
    const error = endStreamError(said, metadata);
    return { error, why: error && "server", trailers: said.trailers, messages };
  } catch (reason) {
    return { error: ConnectError.from(reason), why: "protocol", messages };
  }
}

function grpcWebOutcome(
  { status, statusText, headers }: HarEntry["response"],
  end: Envelope | undefined,
  messages: number,
): Outcome {
  const trailers = end ? decodeTrailers(end.payload) : [];
  const isInHeaders = fieldReader(headers)("grpc-status") !== undefined;
  const outcome = readOutcome(isInHeaders ? headers.map(({ name, value }) => [name, value] as const) : trailers);
  if (outcome.statusText === undefined) {
    return status === 200
      ? { ...cut, messages }
      : {
          error: new ConnectError(codeFromHttpStatus(status), `HTTP ${status} ${statusText ?? ""}`.trim()),
          why: "http",
          messages,
        };
  }
  const error = outcomeError(outcome, outcome.metadata);
  return { error, why: error && "server", trailers: outcome.metadata, messages };
}

const cut: Pick<Outcome, "error" | "why"> = {
  error: new ConnectError(Code.Unknown, "the response ended without saying how the call did"),
  why: "protocol",
};

function metadataOf(headers: HarEntry["response"]["headers"]): Metadata {
  const metadata = new Metadata();
  for (const { name, value } of headers) {
    try {
      metadata.appendRaw(name, value);
    } catch {
      // ":status" of HTTP/2, which is no header.
    }
  }
  return metadata;
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
