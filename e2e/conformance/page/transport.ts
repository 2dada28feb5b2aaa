/** The transport that a case asks for. */
import { createRegistry } from "@bufbuild/protobuf";
import { connect, createTransport, grpcWeb, protoBinary, protoJson, type Transport } from "farcall";
import { compressionOf } from "./compression.ts";
import { type ClientCompatRequest, Codec, file_connectrpc_conformance_v1_service, Protocol } from "./protos.ts";

/** JSON spells out what is inside an Any: the requests that the server echoes, and the details of errors. */
const registry = createRegistry(file_connectrpc_conformance_v1_service);

export function transportFor(request: ClientCompatRequest): Transport {
  const compression = compressionOf(request.compression);
  const scheme = request.serverTlsCert.byteLength > 0 ? "https" : "http";
  return createTransport({
    baseUrl: `${scheme}://${request.host}:${request.port}`,
    protocol: protocolOf(request.protocol),
    codec: codecOf(request.codec),
    acceptCompression: compression ? [compression] : [],
    sendCompression: compression,
    compressMinBytes: 0, // the server wants to see the compression, whatever the size
    readMaxBytes: request.messageReceiveLimit || undefined,
    timeoutMs: request.timeoutMs,
  });
}

function protocolOf(protocol: Protocol) {
  switch (protocol) {
    case Protocol.CONNECT:
      return connect();
    case Protocol.GRPC_WEB:
      return grpcWeb();
    default:
      throw new Error(`a browser does not speak ${Protocol[protocol]}`);
  }
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
