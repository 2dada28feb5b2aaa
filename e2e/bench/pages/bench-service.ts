/** The type of what protoc-gen-es generates for bench.proto, as far as the benchmarks use it. It is generated when they run. */
import type { Message } from "@bufbuild/protobuf";
import type { GenMessage, GenService } from "@bufbuild/protobuf/codegenv2";

type Named<Name extends string, Fields = object> = Message<`bench.v1.${Name}`> & Fields;
type Sentence<Name extends string> = GenMessage<Named<Name, { sentence: string }>>;
type ListRequest = GenMessage<Named<"ListRequest">>;

export type BenchService = GenService<{
  say: { methodKind: "unary"; input: Sentence<"SayRequest">; output: Sentence<"SayResponse"> };
  listRecords: {
    methodKind: "unary";
    input: ListRequest;
    output: GenMessage<Named<"Records", { records: Named<"Record">[] }>>;
  };
  streamItems: {
    methodKind: "server_streaming";
    input: ListRequest;
    output: GenMessage<Named<"Item", { id: number; name: string; value: number; active: boolean }>>;
  };
  streamBlobs: {
    methodKind: "server_streaming";
    input: ListRequest;
    output: GenMessage<Named<"Blob", { payload: Uint8Array }>>;
  };
}>;
