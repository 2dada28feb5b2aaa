/** A call that another client than Farcall's has made, as a HAR entry tells of it: whole, and after its end. */
import { encodeBase64 } from "../../wire/base64.ts";
import type { AttemptDetails, BodyDetails, CallDetails, HeaderList, Row, Side } from "../hook.ts";
import { isSecret } from "../redact.ts";
import { fieldReader, type HarEntry, type HarField, type HarStack } from "./har-entry.ts";
import { type Exchange, type HarBody, readExchange } from "./har-exchange.ts";
import type { LoggedBody, LoggedCall } from "./logged-call.ts";

export interface HarCallOptions {
  /** Hides the values of headers that usually hold secrets, as a recorder does. Default: true. */
  redact?: boolean;
  /** What times are counted from, in milliseconds since 1970. Default: when the call began. */
  timeOrigin?: number;
}

interface Times {
  readonly start: number;
  readonly headersAt: number;
  readonly end: number;
}

type Hides = (name: string) => boolean;

/** As deep as a recorder looks. */
const mostFrames = 32;

/**
 * Reads the call in an entry of a HAR, or in what `devtools.network` gives to an extension. Its kind is a guess where only
 * descriptors would tell, and all messages of a body have one time, because a HAR has no more.
 *
 * @returns undefined for a request that speaks neither Connect nor gRPC-Web
 */
export function callOfHarEntry(entry: HarEntry, options: HarCallOptions = {}): LoggedCall | undefined {
  const exchange = readExchange(entry);
  if (!exchange) {
    return undefined;
  }
  const startedAt = Date.parse(entry.startedDateTime) || 0;
  const { redact = true, timeOrigin = startedAt } = options;
  const start = startedAt - timeOrigin;
  const end = start + Math.max(0, entry.time || 0);
  const times = { start, end, headersAt: Math.max(start, end - Math.max(0, entry.timings?.receive ?? 0)) };
  const hides = redact ? isSecret([]) : () => false;
  return {
    row: rowOf(entry, exchange, times),
    timeOrigin,
    details: detailsOf(entry, exchange, hides),
    schema: null,
    bodies: [...bodyAt("request", exchange.request, start), ...bodyAt("response", exchange.response, end)],
  };
}

function rowOf({ request, response }: HarEntry, exchange: Exchange, { start, headersAt, end }: Times): Row {
  const { service, method, kind, protocol, timeoutMs, outcome, requests } = exchange;
  const { error, why, messages } = outcome;
  const { encoding } = exchange.response;
  const hasBytes = exchange.response.length > 0;
  return {
    id: "",
    seq: 0,
    service,
    method,
    kind,
    protocol,
    codec: exchange.request.codec,
    url: request.url,
    httpMethod: request.method,
    start,
    end,
    timeoutMs,
    code: error?.code,
    why,
    message: error?.rawMessage,
    source: "network",
    attempts: [
      {
        at: start,
        headersAt: response.status > 0 ? headersAt : undefined,
        firstAt: hasBytes ? headersAt : undefined,
        lastAt: hasBytes ? end : undefined,
        end,
        status: response.status || undefined,
        sent: exchange.request.length,
        received: exchange.response.length,
        requests,
        responses: messages,
        encoding,
        failure: response._error || undefined,
      },
    ],
  };
}

function detailsOf(entry: HarEntry, exchange: Exchange, hides: Hides): CallDetails {
  const { error, trailers } = exchange.outcome;
  const trailerFields = Array.from(trailers?.allItems() ?? [], ([name, value]) => ({ name, value }));
  return {
    id: "",
    seq: 0,
    site: siteOf(entry._initiator?.stack),
    error: error && {
      code: error.code,
      message: error.rawMessage,
      details: error.details.map(({ type, value }) => ({ type, value: encodeBase64(value) })),
      metadata: [],
      causes: [],
    },
    responseHeaders: listOf(entry.response.headers, hides),
    responseTrailers: listOf(trailerFields, hides),
    attempts: [attemptOf(entry, exchange, hides)],
  };
}

function attemptOf({ request, response }: HarEntry, exchange: Exchange, hides: Hides): AttemptDetails {
  return {
    url: request.url,
    httpMethod: request.method,
    requestHeaders: listOf(request.headers, hides),
    responseHeaders: listOf(response.headers, hides),
    status: response.status || undefined,
    statusText: response.statusText,
    request: bodyDetails(exchange.request),
    response: bodyDetails(exchange.response),
    ...wireSizes(response, exchange.response.length),
  };
}

/** What a compressed body took on the wire. Others say their own size there, with what HTTP puts around chunks. */
function wireSizes(response: HarEntry["response"], decodedBodySize: number): Partial<AttemptDetails> {
  const { bodySize = 0, _transferSize: transferSize } = response;
  const isCompressed = fieldReader(response.headers)("content-encoding") !== undefined;
  return isCompressed && transferSize && bodySize > 0
    ? { transferSize, encodedBodySize: bodySize, decodedBodySize }
    : {};
}

function bodyDetails({ bytes, length, codec, enveloped, encoding }: HarBody): BodyDetails {
  return { chunks: bytes && length > 0 ? 1 : 0, bytes: length, codec, enveloped, encoding };
}

function bodyAt(side: Side, { bytes, length }: HarBody, at: number): LoggedBody[] {
  return bytes && length > 0 ? [{ attempt: 0, side, chunks: [[at, encodeBase64(bytes)]] }] : [];
}

/** The names of HTTP/2 that begin with a colon are no headers. */
function listOf(fields: readonly HarField[], hides: Hides): HeaderList {
  return fields
    .filter(({ name }) => !name.startsWith(":"))
    .map(({ name, value }) => [name, hides(name.toLowerCase()) ? null : value]);
}

/** As the lines of a stack trace. */
function siteOf(stack: HarStack | undefined): string | undefined {
  const lines: string[] = [];
  for (let part = stack; part && lines.length < mostFrames; part = part.parent) {
    for (const { functionName, url, lineNumber, columnNumber } of part.callFrames ?? []) {
      lines.push(`    at ${functionName || "(anonymous)"} (${url}:${lineNumber + 1}:${columnNumber + 1})`);
    }
  }
  return lines.length > 0 ? lines.slice(0, mostFrames).join("\n") : undefined;
}
