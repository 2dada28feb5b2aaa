/**
 * Reads the message of a GET from its URL.
 *
 * @see https://connectrpc.com/docs/protocol#unary-get-request
 */
import type { AttemptDetails, BodyDetails } from "farcall/devtools";
import type { Frame } from "./frames.ts";
import { readBase64 } from "./read-base64.ts";

/** @returns undefined for another method, or a URL without a message */
export function frameOfGet({ httpMethod, url }: AttemptDetails): { frame: Frame; body: BodyDetails } | undefined {
  const query = httpMethod.toUpperCase() === "GET" ? queryOf(url) : undefined;
  const message = query?.get("message");
  if (!query || message === null || message === undefined) {
    return undefined;
  }
  const bytes = query.get("base64") === "1" ? urlBase64(message) : new TextEncoder().encode(message);
  const encoding = query.get("compression") ?? undefined;
  const isCompressed = encoding !== undefined && encoding !== "identity";
  return {
    frame: { kind: "message", at: 0, isCompressed, bytes, wireBytes: bytes.byteLength },
    body: {
      chunks: 1,
      bytes: bytes.byteLength,
      enveloped: false,
      codec: query.get("encoding") ?? "proto",
      ...(isCompressed && { encoding }),
    },
  };
}

function queryOf(url: string): URLSearchParams | undefined {
  try {
    return new URL(url, "http://page").searchParams;
  } catch {
    return undefined;
  }
}

function urlBase64(text: string): Uint8Array {
  const standard = text.replaceAll("-", "+").replaceAll("_", "/");
  return readBase64(standard.padEnd(Math.ceil(standard.length / 4) * 4, "=")) ?? new TextEncoder().encode(text);
}
