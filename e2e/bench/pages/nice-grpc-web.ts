/** nice-grpc-web, with the codec of ts-proto. */
import { type CompatServiceDefinition, createChannel, createClient } from "nice-grpc-web";
import { type Contender, clientOf, type GeneratedClient } from "./contender.ts";

export function contender(definition: CompatServiceDefinition): Contender {
  return {
    protocols: ["gRPC-Web"],
    connect: () => clientOf(createClient(definition, createChannel(location.origin)) as unknown as GeneratedClient),
  };
}
