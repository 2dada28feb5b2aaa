/**
 * Reads the message of a unary Connect request: from the body of a POST, or the URL of a GET.
 *
 * @see https://connectrpc.com/docs/protocol#unary-get-request
 */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import type { RequestContext } from "../core/request-context.ts";
import { readCounted } from "../protocol/body.ts";
import { decodeAnyBase64 } from "../wire/base64.ts";
import { messageTooLarge } from "../wire/message-limit.ts";
import { requestReader } from "./request-reader.ts";

/** The parts of a unary request that depend on its HTTP method. */
export interface UnaryRequest {
  /** The compression that the request declares; null for none. */
  readonly encoding: string | null;
  /** Throws invalid_argument if the client speaks another version of the protocol. */
  checkVersion(): void;
  /** Returns the message as received, possibly compressed. */
  read(maxBytes: number, ctx: RequestContext): Promise<Uint8Array>;
}

export function unaryRequest(request: Request): UnaryRequest {
  return request.method === "GET" ? inUrl(new URL(request.url).searchParams) : inBody(request);
}

function inBody(request: Request): UnaryRequest {
  return {
    encoding: request.headers.get("content-encoding"),
    checkVersion: () => checkVersionHeader(request),
    read: async (maxBytes, ctx) => readCounted(requestReader(request), maxBytes, ctx),
  };
}

function inUrl(query: URLSearchParams): UnaryRequest {
  return {
    encoding: query.get("compression"),
    checkVersion: () => checkVersionParameter(query),
    read: async (maxBytes) => messageInUrl(query, maxBytes),
  };
}

/** Returns the message of a GET as received, possibly compressed. */
export function messageInUrl(query: URLSearchParams, maxBytes: number): Uint8Array {
  const message = query.get("message");
  if (message === null) {
    throw new ConnectError(Code.InvalidArgument, "a GET must have its message in the URL parameter message");
  }
  const bytes = query.get("base64") === "1" ? decodeUrlBase64(message) : new TextEncoder().encode(message);
  if (bytes.byteLength > maxBytes) {
    throw messageTooLarge(maxBytes);
  }
  return bytes;
}

/** Throws invalid_argument if a POST, including that of a stream, uses another version of the protocol. */
export function checkVersionHeader({ headers }: { readonly headers: Headers }): void {
  checkVersion("Connect-Protocol-Version", headers.get("connect-protocol-version"), "1");
}

/** Throws invalid_argument if a GET uses another version of the protocol. */
export function checkVersionParameter(query: URLSearchParams): void {
  checkVersion("the query parameter connect", query.get("connect"), "v1");
}

function checkVersion(where: string, version: string | null, expected: string): void {
  if (version !== null && version !== expected) {
    throw new ConnectError(Code.InvalidArgument, `${where} is ${JSON.stringify(version)}, expected ${expected}`);
  }
}

/** Decodes base64 with the URL alphabet, padded or not. */
function decodeUrlBase64(text: string): Uint8Array {
  try {
    return decodeAnyBase64(text);
  } catch (cause) {
    throw new ConnectError(Code.InvalidArgument, "the parameter message is not base64", { cause });
  }
}
