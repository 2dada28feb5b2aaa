/** A request and its response, read from a HAR entry as Connect or gRPC-Web. */
import { EnvelopeCounter } from "../envelope-counter.ts";
import type { Row } from "../hook.ts";
import { type Media, mediaOfGet, mediaOfHeaders } from "../media.ts";
import { bytesOfBase64Pieces, bytesOfContent, bytesOfPostData } from "./har-body.ts";
import { fieldReader, type HarEntry } from "./har-entry.ts";
import { type Outcome, outcomeOf } from "./har-outcome.ts";

export interface Exchange {
  readonly service: string;
  readonly method: string;
  readonly kind: Row["kind"];
  readonly protocol: Row["protocol"];
  readonly timeoutMs: number | undefined;
  readonly request: HarBody;
  readonly response: HarBody;
  /** Messages of the request. */
  readonly requests: number;
  readonly outcome: Outcome;
}

export interface HarBody extends Media {
  /** Undefined where the browser did not write them down. */
  readonly bytes: Uint8Array | undefined;
  /** How many there are, written down or not. */
  readonly length: number;
}

type Get = (name: string) => string | undefined;

/** @returns undefined for a request that speaks neither of them */
export function readExchange(entry: HarEntry): Exchange | undefined {
  const { request } = entry;
  const get = fieldReader(request.headers);
  const protocol = protocolOf(entry, get);
  const [, service, method] = /\/([A-Za-z_][\w.]*)\/([A-Za-z_]\w*)(?:[?#]|$)/.exec(request.url) ?? [];
  if (!protocol || !service || !method || /^options$/i.test(request.method)) {
    return undefined;
  }
  const sent = requestOf(entry, get);
  const received = responseOf(entry);
  const outcome = outcomeOf(entry, protocol, received);
  const requests = sent.enveloped ? messagesIn(sent.bytes) : 1;
  const kind = kindOf(protocol === "connect" && !sent.enveloped, requests, outcome.messages, protocol);
  return {
    service,
    method,
    kind,
    protocol,
    timeoutMs: timeoutOf(get),
    request: sent,
    response: received,
    requests,
    outcome,
  };
}

/**
 * @see https://connectrpc.com/docs/protocol#unary-request
 * @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md#protocol-differences-vs-grpc-over-http2
 */
function protocolOf({ request: { method, url } }: HarEntry, get: Get): Row["protocol"] | undefined {
  const type = get("content-type") ?? "";
  if (/^application\/grpc-web/i.test(type)) {
    return "grpc-web";
  }
  const isConnect =
    /^application\/(connect\+|proto\b)/i.test(type) ||
    get("connect-protocol-version") !== undefined ||
    (method === "GET" && /[?&]connect=v1\b/.test(url));
  return isConnect ? "connect" : undefined;
}

function requestOf({ request: { method, url, postData } }: HarEntry, get: Get): HarBody {
  if (method === "GET") {
    return { ...mediaOfGet(url), bytes: undefined, length: 0 };
  }
  const declared = Number(get("content-length") ?? Number.NaN);
  const length = Number.isFinite(declared) ? declared : undefined;
  const raw = postData && bytesOfPostData(postData, length);
  return { ...mediaOfHeaders(binaryType(get)), ...unwrapped(raw, get, length) };
}

/** A browser has undone the compression of a body, if not that of the messages in it. */
function responseOf({ response: { content, headers } }: HarEntry): HarBody {
  const get = fieldReader(headers);
  const media = mediaOfHeaders(binaryType(get));
  const encoding = media.enveloped ? media.encoding : undefined;
  return { ...media, encoding, ...unwrapped(content && bytesOfContent(content), get, content?.size) };
}

/** grpc-web-text is grpc-web in base64, which is taken off here. */
function binaryType(get: Get): Get {
  return (name) => get(name)?.replace(/^application\/grpc-web-text/i, "application/grpc-web");
}

function unwrapped(raw: Uint8Array | undefined, get: Get, declared = 0): Pick<HarBody, "bytes" | "length"> {
  const isText = /^application\/grpc-web-text/i.test(get("content-type") ?? "");
  const bytes = raw && isText ? bytesOfBase64Pieces(raw) : raw;
  return { bytes, length: bytes?.byteLength ?? declared };
}

function messagesIn(bytes: Uint8Array | undefined): number {
  const counter = new EnvelopeCounter();
  counter.push(bytes ?? new Uint8Array(0));
  return counter.messages;
}

/** Only descriptors would tell for certain: a stream of one message looks like a unary call over gRPC-Web. */
function kindOf(isUnary: boolean, requests: number, responses: number, protocol: Row["protocol"]): Row["kind"] {
  if (isUnary) {
    return "unary";
  }
  if (requests > 1) {
    return responses > 1 ? "bidi_streaming" : "client_streaming";
  }
  return protocol === "grpc-web" && responses <= 1 ? "unary" : "server_streaming";
}

const unitMs: Readonly<Record<string, number>> = { H: 3_600_000, M: 60_000, S: 1000, m: 1, u: 1e-3, n: 1e-6 };

function timeoutOf(get: Get): number | undefined {
  const [, digits, unit = "m"] =
    /^(\d{1,10})([HMSmun]?)$/.exec(get("connect-timeout-ms") ?? get("grpc-timeout") ?? "") ?? [];
  return digits === undefined ? undefined : Number(digits) * (unitMs[unit || "m"] ?? 1);
}
