/**
 * The JSON in the last envelope of a Connect stream: trailers, and the error if there was one.
 *
 * @see https://connectrpc.com/docs/protocol#error-end-stream
 */
import { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import { Metadata } from "../../core/metadata.ts";
import { mergedMetadata } from "../merged-metadata.ts";
import { decodeErrorJson, encodeErrorJson } from "./error-json.ts";

export interface EndStream {
  trailers: Metadata;
  /** The server's error, for `decodeErrorJson`; undefined on success. */
  error?: Readonly<Record<string, unknown>>;
}

export function encodeEndStream(trailers: Metadata, error: ConnectError | undefined): Uint8Array {
  const all = mergedMetadata(trailers, error?.metadata ?? {});
  // Through a Map, because "__proto__" is a legal trailer name.
  const values = new Map<string, string[]>();
  for (const [name] of all.allItems()) {
    values.set(name, all.getAll(name));
  }
  return new TextEncoder().encode(
    JSON.stringify({
      ...(error && { error: encodeErrorJson(error) }),
      ...(values.size > 0 && { metadata: Object.fromEntries(values) }),
    }),
  );
}

/**
 * Decodes an end frame. Throws if it is malformed, with two exceptions: null is accepted for fields that may be
 * omitted, and trailers that HTTP cannot carry are dropped.
 */
export function decodeEndStream(payload: Uint8Array): EndStream {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(payload));
  } catch (cause) {
    throw new ConnectError(Code.Internal, "the end frame of the stream is not JSON", { cause });
  }
  const { metadata, error } = objectAt("the end frame of the stream", json);
  const trailers = new Metadata();
  for (const [name, values] of Object.entries(objectAt("metadata in the end frame", metadata ?? {}))) {
    if (!Array.isArray(values) || values.some((value) => typeof value !== "string")) {
      throw unexpected(`metadata in the end frame: ${JSON.stringify(name).slice(0, 100)}`, values, "a list of strings");
    }
    for (const value of values) {
      try {
        trailers.appendRaw(name, value);
      } catch {
        // A trailer that HTTP cannot carry must not change the outcome of the call.
      }
    }
  }
  return { trailers, ...(error != null && { error: objectAt("error in the end frame", error) }) };
}

/** Returns the error in an end frame, with headers and trailers as its metadata. */
export function endStreamError({ error, trailers }: EndStream, headers: Metadata): ConnectError | undefined {
  if (error === undefined) {
    return undefined;
  }
  const metadata = mergedMetadata(headers, trailers);
  return (
    decodeErrorJson(error, Code.Unknown, metadata) ??
    new ConnectError(Code.Unknown, "the stream failed, and the server gives no reason", { metadata })
  );
}

function objectAt(where: string, json: unknown): Readonly<Record<string, unknown>> {
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    throw unexpected(where, json, "an object");
  }
  return json as Record<string, unknown>;
}

function unexpected(where: string, json: unknown, expected: string): ConnectError {
  const list = Array.isArray(json) ? "a list" : undefined;
  const found = list ?? (json instanceof Object ? "an object" : JSON.stringify(json).slice(0, 100));
  return new ConnectError(Code.Internal, `${where} is ${found}, expected ${expected}`);
}
