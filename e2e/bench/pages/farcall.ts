/** Farcall: the same page is built with and without compiled messages. */
import { connect, createClient, createTransport, grpcWeb, protoBinary } from "farcall";
import type { BenchService } from "./bench-service.ts";
import { type Contender, clientOf } from "./contender.ts";

export function contender(service: BenchService): Contender {
  return {
    protocols: ["Connect", "gRPC-Web"],
    connect(protocol) {
      const transport = createTransport({
        baseUrl: location.origin,
        protocol: protocol === "Connect" ? connect() : grpcWeb(),
        codec: protoBinary(),
      });
      const client = createClient(service, transport);
      return {
        ...clientOf(client),
        async readBatches() {
          let sum = 0;
          for await (const batch of client.streamItems({}).batches()) {
            for (const { id } of batch) {
              sum += id;
            }
          }
          return sum;
        },
      };
    },
  };
}
