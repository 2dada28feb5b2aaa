/** protobuf-ts, with its transport for gRPC-Web. */
import { GrpcWebFetchTransport } from "@protobuf-ts/grpcweb-transport";
import type { RpcOptions, RpcTransport, ServerStreamingCall, UnaryCall } from "@protobuf-ts/runtime-rpc";
import { type Contender, clientOf } from "./contender.ts";

/** The class that its plugin generates for bench.proto. */
type BenchServiceClient = new (
  transport: RpcTransport,
) => {
  say(request: { sentence: string }): UnaryCall<object, { sentence: string }>;
  listRecords(request: object): UnaryCall<object, { records: unknown[] }>;
  streamItems(request: object, options?: RpcOptions): ServerStreamingCall<object, { id: number }>;
  streamBlobs(request: object): ServerStreamingCall<object, { payload: Uint8Array }>;
};

export function contender(BenchServiceClient: BenchServiceClient): Contender {
  return {
    protocols: ["gRPC-Web"],
    connect() {
      const client = new BenchServiceClient(new GrpcWebFetchTransport({ baseUrl: location.origin, format: "binary" }));
      return clientOf({
        say: (request) => client.say(request).response,
        listRecords: (request) => client.listRecords(request).response,
        streamItems: (request, { signal } = {}) => client.streamItems(request, signal && { abort: signal }).responses,
        streamBlobs: (request) => client.streamBlobs(request).responses,
      });
    },
  };
}
