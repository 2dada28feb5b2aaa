/** Creates the transport of a case. */
import { connect, createTransport, grpcWeb, type Transport } from "farcall";
import { type ClientCompatRequest, Protocol } from "./protos.ts";
import { transportOptions } from "./transport-options.ts";

export function transportFor(request: ClientCompatRequest): Transport {
  return createTransport({ ...transportOptions(request), protocol: protocolOf(request.protocol) });
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
