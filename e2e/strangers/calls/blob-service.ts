/** A service that takes and gives bytes, as protoc-gen-es would generate it, and an implementation that repeats them. */
import type { Message } from "@bufbuild/protobuf";
import { fileDesc, type GenMessage, type GenService, messageDesc, serviceDesc } from "@bufbuild/protobuf/codegenv2";
import { createInMemoryTransport, service } from "farcall/server";

const file = fileDesc(
  "ChJibG9iL3YxL2Jsb2IucHJvdG8SB2Jsb2IudjEibgoEQmxvYhIPCgdjb250ZW50GAEgASgMEicKBXBhcnRzGAIgAygLMhguYmxvYi52MS5CbG9iLlBhcnRzRW50cnkaLAoKUGFydHNFbnRyeRILCgNrZXkYASABKAkSDQoFdmFsdWUYAiABKAw6AjgBMmYKC0Jsb2JTZXJ2aWNlEikKBEtlZXASDS5ibG9iLnYxLkJsb2IaDS5ibG9iLnYxLkJsb2IiA5ACARIsCgVXYXRjaBINLmJsb2IudjEuQmxvYhoNLmJsb2IudjEuQmxvYiIDkAIBMAFiBnByb3RvMw",
);

export type Blob = Message<"blob.v1.Blob"> & {
  content: Uint8Array;
  parts: { [key: string]: Uint8Array };
};

export const BlobSchema: GenMessage<Blob> = messageDesc(file, 0);

export const BlobService: GenService<{
  keep: { methodKind: "unary"; input: typeof BlobSchema; output: typeof BlobSchema };
  watch: { methodKind: "server_streaming"; input: typeof BlobSchema; output: typeof BlobSchema };
}> = serviceDesc(file, 0);

/** In memory. */
export const blobTransport = () =>
  createInMemoryTransport({
    services: [
      service(BlobService, {
        keep: ({ content, parts }) => ({ content, parts }),
        async *watch({ content, parts }) {
          yield { content, parts };
          yield { content, parts };
        },
      }),
    ],
  });
