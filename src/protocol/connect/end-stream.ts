/**
 * The JSON in the last envelope of a Connect stream: trailers, and the error if there was one.
 *
 * @see https://connectrpc.com/docs/protocol#error-end-stream
 */
import { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import { Metadata } from "../../core/metadata.ts";
import { asObject, decodeErrorJson, encodeErrorJson } from "./error-json.ts";

export interface EndStream {
  trailers: Metadata;
  /** What the server said of the error, for `decodeErrorJson`; undefined after success. */
  error?: unknown;
}

export function encodeEndStream(trailers: Metadata, error: ConnectError | undefined): Uint8Array {
  const all = new Metadata(trailers);
  all.appendAll(error?.metadata ?? {});
  // Through a Map, for "__proto__" is a legal name of a trailer.
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

/** Values that are no legal header are left out; everything else that does not fit the format is an error. */
export function decodeEndStream(payload: Uint8Array): EndStream {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(payload));
  } catch (cause) {
    throw new ConnectError(Code.Internal, "the end frame of the stream is no JSON", { cause });
  }
  const { metadata, error } = asObject(json);
  const trailers = new Metadata();
  for (const [name, values] of Object.entries(asObject(metadata))) {
    for (const value of Array.isArray(values) ? values : []) {
      try {
        trailers.append(name, String(value));
      } catch {
        // One trailer that HTTP could not carry either must not turn the outcome of the call into another.
      }
    }
  }
  return { trailers, ...(error != null && { error }) };
}

/** The error of an end frame, with headers and trailers as its metadata. */
export function endStreamError({ error, trailers }: EndStream, headers: Metadata): ConnectError | undefined {
  if (error === undefined) {
    return undefined;
  }
  const metadata = new Metadata(headers);
  metadata.appendAll(trailers);
  return decodeErrorJson(error, Code.Unknown, metadata);
}
