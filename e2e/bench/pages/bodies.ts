/** Bodies of responses for the benchmarks. */
import { connectEnd, frame, grpcWebEnd, joined } from "../../servers/frames.ts";
import type { Protocol } from "./contender.ts";

export const unaryTypes: Record<Protocol, string> = {
  Connect: "application/proto",
  "gRPC-Web": "application/grpc-web+proto",
};
export const streamTypes: Record<Protocol, string> = {
  Connect: "application/connect+proto",
  "gRPC-Web": "application/grpc-web+proto",
};
export const ends: Record<Protocol, Uint8Array<ArrayBuffer>> = { Connect: connectEnd(), "gRPC-Web": grpcWebEnd() };

export type Chunks = Iterable<Uint8Array<ArrayBuffer>>;

/** Splits bytes into chunks with separate buffers, as delivered by a network. */
export function chunksOf(bytes: Uint8Array<ArrayBuffer>, size: number): Uint8Array<ArrayBuffer>[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.slice(index * size, (index + 1) * size),
  );
}

/** A message with one field, 1, of as many bytes, in chunks of `size`. All but the first and the last are one object. */
export function* blobChunks(bytes: number, size: number, end: Uint8Array): Chunks {
  const field = [0x0a];
  for (let rest = bytes; rest > 0; rest = Math.floor(rest / 128)) {
    field.push(rest < 128 ? rest : (rest % 128) + 128);
  }
  const head = frame(0, Uint8Array.from(field));
  new DataView(head.buffer).setUint32(1, field.length + bytes);
  yield head;
  const chunk = new Uint8Array(size).fill(7);
  let rest = bytes;
  for (; rest >= size; rest -= size) {
    yield chunk;
  }
  yield joined([chunk.subarray(0, rest), end]);
}

export function streamOf(chunks: Chunks): ReadableStream<Uint8Array<ArrayBuffer>> {
  const iterator = chunks[Symbol.iterator]();
  return new ReadableStream({
    pull(controller) {
      const { done, value } = iterator.next();
      if (done) {
        controller.close();
      } else {
        controller.enqueue(value);
      }
    },
  });
}
