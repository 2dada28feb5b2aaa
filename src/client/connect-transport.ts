/** The standard transport for Connect servers. */
import { protoBinary } from "../codec/proto-binary.ts";
import type { Codec } from "../wire/codec.ts";
import { connect } from "./connect.ts";
import { withDefaultCompression } from "./default-compression.ts";
import { createTransport, type Transport } from "./transport.ts";
import type { CommonTransportOptions } from "./transport-options.ts";
import { withRecorder } from "./with-recorder.ts";

export interface ConnectTransportOptions extends CommonTransportOptions {
  /** Default: `protoBinary()`. */
  codec?: Codec;
}

/**
 * Creates a transport that speaks the Connect protocol. By default, messages are binary, and compressed with gzip for
 * same-origin servers only.
 *
 * @example
 * const eliza = createClient(ElizaService, createConnectTransport({ baseUrl: "https://api.example.com" }));
 */
export function createConnectTransport(options: ConnectTransportOptions): Transport {
  const { codec = protoBinary() } = options;
  return createTransport({ ...withRecorder(withDefaultCompression(options)), codec, protocol: connect() });
}
