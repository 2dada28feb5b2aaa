/**
 * The text format of gRPC-Web: the same frames in base64. It is the default of grpc-web and protobuf-ts, and the only
 * format in which grpc-web reads streams, because XMLHttpRequest exposes only text before a response is complete.
 *
 * @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md (Text-encoded streams)
 */
import { Code } from "../core/code.ts";
import { Base64Decoder } from "../wire/base64-decoder.ts";
import { toByteString } from "../wire/byte-string.ts";

export function grpcWebType(isText: boolean): string {
  return `application/grpc-web${isText ? "-text" : ""}`;
}

/** Returns whether the response must be text: as the client accepts, or otherwise in the format of the request. */
export function wantsText(headers: Headers, isText: boolean): boolean {
  const accepted = /\bapplication\/grpc-web(-text)?(?![\w-])/i.exec(headers.get("accept") ?? "");
  return accepted ? accepted[1] !== undefined : isText;
}

/** Encodes one frame, with padding, so that the client can decode it without waiting for more. */
export function encodeText(frame: Uint8Array): Uint8Array {
  return new TextEncoder().encode(btoa(toByteString(frame)));
}

/** Decodes a base64 body, in one piece or in several with padding between them. */
export async function* decodeText(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const decoder = new Base64Decoder(Code.InvalidArgument);
  for await (const chunk of chunks) {
    yield decoder.push(chunk);
  }
  yield decoder.finish();
}

/** Does the same synchronously. */
export function* decodeTextSync(chunks: Iterable<Uint8Array>): Generator<Uint8Array> {
  const decoder = new Base64Decoder(Code.InvalidArgument);
  for (const chunk of chunks) {
    yield decoder.push(chunk);
  }
  yield decoder.finish();
}
