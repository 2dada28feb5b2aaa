/**
 * The text form of gRPC-Web: the same frames in base64. It is the default of the clients grpc-web and protobuf-ts, and the
 * only form in which grpc-web reads a stream, because XMLHttpRequest shows nothing but text before the end.
 *
 * @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md (Text-encoded streams)
 */
import { Code } from "../core/code.ts";
import { Base64Decoder } from "../wire/base64-decoder.ts";
import { toByteString } from "../wire/byte-string.ts";

export function grpcWebType(isText: boolean): string {
  return `application/grpc-web${isText ? "-text" : ""}`;
}

/** Whether the response has to be text: what the client accepts counts, and otherwise the form of its request. */
export function wantsText(headers: Headers, isText: boolean): boolean {
  const accepted = /\bapplication\/grpc-web(-text)?(?![\w-])/i.exec(headers.get("accept") ?? "");
  return accepted ? accepted[1] !== undefined : isText;
}

/** One frame, padded: the client decodes what has come without waiting for more. */
export function encodeText(frame: Uint8Array): Uint8Array {
  return new TextEncoder().encode(btoa(toByteString(frame)));
}

/** The bytes of a body that is base64: in one piece, or in several with padding between them. */
export async function* decodeText(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const decoder = new Base64Decoder(Code.InvalidArgument);
  for await (const chunk of chunks) {
    yield decoder.push(chunk);
  }
  yield decoder.finish();
}

/** The same at once. */
export function* decodeTextSync(chunks: Iterable<Uint8Array>): Generator<Uint8Array> {
  const decoder = new Base64Decoder(Code.InvalidArgument);
  for (const chunk of chunks) {
    yield decoder.push(chunk);
  }
  yield decoder.finish();
}
