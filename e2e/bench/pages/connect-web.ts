/** connect-web. */
import { createClient } from "@connectrpc/connect";
import { createConnectTransport, createGrpcWebTransport } from "@connectrpc/connect-web";
import type { BenchService } from "./bench-service.ts";
import { type Contender, clientOf } from "./contender.ts";

export function contender(service: BenchService): Contender {
  return {
    protocols: ["Connect", "gRPC-Web"],
    connect(protocol) {
      const createTransport = protocol === "Connect" ? createConnectTransport : createGrpcWebTransport;
      return clientOf(createClient(service, createTransport({ baseUrl: location.origin, useBinaryFormat: true })));
    },
  };
}
