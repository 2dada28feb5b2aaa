/** The limit: the same calls by hand, with fetch and protobuf-es, for responses without errors. */
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { frame } from "../../servers/frames.ts";
import type { BenchService } from "./bench-service.ts";
import { streamTypes, unaryTypes } from "./bodies.ts";
import type { Contender } from "./contender.ts";
import { readFrames } from "./read-frames.ts";

export function contender(service: BenchService): Contender {
  const { say, listRecords, streamItems, streamBlobs } = service.method;
  return {
    protocols: ["Connect", "gRPC-Web"],
    connect(protocol) {
      const post = (name: string, type: string, body: Uint8Array, signal?: AbortSignal) =>
        fetch(`${location.origin}/${service.typeName}/${name}`, {
          method: "POST",
          headers: { "content-type": type },
          body: body as Uint8Array<ArrayBuffer>,
          ...(signal && { signal }),
        });
      const unary = async (name: string, request: Uint8Array) => {
        const body = protocol === "Connect" ? request : frame(0, request);
        const bytes = new Uint8Array(await (await post(name, unaryTypes[protocol], body)).arrayBuffer());
        return protocol === "Connect" ? bytes : bytes.subarray(5, 5 + new DataView(bytes.buffer).getUint32(1));
      };
      const stream = async (name: string, signal?: AbortSignal) => {
        const { body } = await post(name, streamTypes[protocol], frame(0, new Uint8Array()), signal);
        return (body as ReadableStream<Uint8Array>).getReader();
      };
      return {
        async say(sentence) {
          const request = toBinary(say.input, create(say.input, { sentence }));
          return fromBinary(say.output, await unary(say.name, request)).sentence;
        },
        async listRecords() {
          return fromBinary(listRecords.output, await unary(listRecords.name, new Uint8Array())).records.length;
        },
        async readItems() {
          let sum = 0;
          await readFrames(await stream(streamItems.name), (bytes) => {
            sum += fromBinary(streamItems.output, bytes).id;
          });
          return sum;
        },
        async readBlobs() {
          let sum = 0;
          await readFrames(await stream(streamBlobs.name), (bytes) => {
            sum += fromBinary(streamBlobs.output, bytes).payload.length;
          });
          return sum;
        },
        async readBytes() {
          const reader = await stream(streamBlobs.name);
          let sum = 0;
          for (let read = await reader.read(); read.value; read = await reader.read()) {
            sum += read.value.length;
          }
          return sum;
        },
        openItems: (signal) => ({
          [Symbol.asyncIterator]() {
            const reader = stream(streamItems.name, signal);
            return { next: async () => (await reader).read() as Promise<IteratorResult<Uint8Array, undefined>> };
          },
        }),
      };
    },
  };
}
