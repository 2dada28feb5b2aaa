/** The standard transport for gRPC-Web servers and proxies. */
import { protoBinary } from "../codec/proto-binary.ts";
import type { Codec } from "../wire/codec.ts";
import { withDefaultCompression } from "./default-compression.ts";
import { grpcWeb } from "./grpc-web.ts";
import { createTransport, type Transport } from "./transport.ts";
import type { CommonTransportOptions } from "./transport-options.ts";
import { withRecorder } from "./with-recorder.ts";

export interface GrpcWebTransportOptions extends CommonTransportOptions {
  /** Default: `protoBinary()`. */
  codec?: Codec;
}

/**
 * Creates a transport that speaks gRPC-Web. By default, messages are binary, and compressed with gzip for same-origin
 * servers only.
 *
 * @example
 * const eliza = createClient(ElizaService, createGrpcWebTransport({ baseUrl: "https://api.example.com" }));
 */
export function createGrpcWebTransport(options: GrpcWebTransportOptions): Transport {
  const { codec = protoBinary() } = options;
  return createTransport({ ...withRecorder(withDefaultCompression(options)), codec, protocol: grpcWeb() });
}
