/** Extracts the messages of a request from its bytes, if that needs nothing that a page may not have. */
import { decodeAnyBase64 } from "../wire/base64.ts";
import { concatBytes } from "../wire/concat-bytes.ts";
import type { CallRecord } from "./call-record.ts";
import { mediaOf } from "./media.ts";

const headerBytes = 5;

/** @throws if the body is not plain protobuf, or is incomplete: then the client must supply the messages */
export function sentMessages({ attempts }: CallRecord): Uint8Array[] {
  const attempt = attempts.at(-1);
  const { codec, enveloped, encoding } = (attempt && mediaOf(attempt, "request")) ?? {};
  if (!attempt || codec !== "proto" || encoding !== undefined || attempt.request.cut.bytes > 0) {
    throw new Error("its request was not kept as plain protobuf: supply the messages");
  }
  if (attempt.httpMethod === "GET") {
    return [decodeAnyBase64(new URL(attempt.url, "http://localhost").searchParams.get("message") ?? "")];
  }
  const { head, tail } = attempt.request;
  const body = concatBytes([...head, ...tail].map(({ bytes }) => bytes));
  return enveloped ? [...payloads(body)] : [body];
}

function* payloads(body: Uint8Array): Iterable<Uint8Array> {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  for (let start = 0; start + headerBytes <= body.byteLength; ) {
    const end = start + headerBytes + view.getUint32(start + 1);
    yield body.subarray(start + headerBytes, end);
    start = end;
  }
}
