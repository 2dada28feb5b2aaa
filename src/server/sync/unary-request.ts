/**
 * Reads the message of a unary Connect request, for a synchronous handler: from the body of a POST, or the URL of a
 * GET.
 *
 * @see https://connectrpc.com/docs/protocol#unary-get-request
 */
import type { SyncRequest } from "../../protocol/sync/exchange.ts";
import { messageTooLarge } from "../../wire/message-limit.ts";
import { checkVersionHeader, checkVersionParameter, messageInUrl } from "../unary-request.ts";

/** The parts of a unary request that depend on its HTTP method. */
export interface UnaryRequestSync {
  /** The compression that the request declares; null for none. */
  readonly encoding: string | null;
  /** Throws invalid_argument if the client speaks another version of the protocol. */
  checkVersion(): void;
  /** Returns the message as received, possibly compressed. */
  read(maxBytes: number): Uint8Array;
}

export function unaryRequestSync(request: SyncRequest): UnaryRequestSync {
  return request.method === "GET" ? inUrl(new URL(request.url).searchParams) : inBody(request);
}

function inBody(request: SyncRequest): UnaryRequestSync {
  return {
    encoding: request.headers.get("content-encoding"),
    checkVersion: () => checkVersionHeader(request),
    read(maxBytes) {
      const { body = new Uint8Array(0) } = request;
      if (body.byteLength > maxBytes) {
        throw messageTooLarge(maxBytes);
      }
      return body;
    },
  };
}

function inUrl(query: URLSearchParams): UnaryRequestSync {
  return {
    encoding: query.get("compression"),
    checkVersion: () => checkVersionParameter(query),
    read: (maxBytes) => messageInUrl(query, maxBytes),
  };
}
