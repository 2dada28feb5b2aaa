/** The transport options of a case, asynchronous or synchronous. */
import { createRegistry } from "@bufbuild/protobuf";
import { protoBinary, protoJson } from "farcall";
import { compressionOf } from "./compression.ts";
import { type ClientCompatRequest, Codec, file_connectrpc_conformance_v1_service } from "./protos.ts";

/** Required for JSON, which expands Any: the requests that the server echoes, and the details of errors. */
const registry = createRegistry(file_connectrpc_conformance_v1_service);

export function transportOptions(request: ClientCompatRequest) {
  const compression = compressionOf(request.compression);
  const scheme = request.serverTlsCert.byteLength > 0 ? "https" : "http";
  return {
    baseUrl: `${scheme}://${request.host}:${request.port}`,
    codec: codecOf(request.codec),
    acceptCompression: compression ? [compression] : [],
    sendCompression: compression,
    compressMinBytes: 0, // the server checks for the compression, whatever the size
    readMaxBytes: request.messageReceiveLimit || undefined,
    timeoutMs: request.timeoutMs,
  };
}

export function callHeaders({ requestHeaders }: ClientCompatRequest): [string, string][] {
  return requestHeaders.flatMap(({ name, value }) => value.map((each): [string, string] => [name, each]));
}

function codecOf(codec: Codec) {
  switch (codec) {
    case Codec.PROTO:
      return protoBinary();
    case Codec.JSON:
      return protoJson({ registry });
    default:
      throw new Error(`there is no codec for ${Codec[codec]}`);
  }
}
