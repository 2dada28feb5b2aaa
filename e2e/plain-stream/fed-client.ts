/** A QueryClient, and options for a stream that a test controls. */
import { QueryClient, type QueryClientConfig } from "@tanstack/query-core";
import { createRpcQuery, type RpcStreamOptions } from "farcall/query";
import { onTestFinished } from "vitest";
import type { FollowResponse } from "../../playground/gen/demo/v1/demo_pb.ts";
import { type FedConnection, fedService, follow } from "./fed-service.ts";

export type FollowOptions = RpcStreamOptions<typeof follow, readonly FollowResponse[]>;

export interface FedClientOptions extends QueryClientConfig {
  /** Responds to each request synchronously. */
  onRequest?: (connection: FedConnection) => void;
}

export function openFedClient({ onRequest, ...config }: FedClientOptions = {}) {
  const server = fedService(onRequest);
  const rpc = createRpcQuery({ transport: server.transport });
  const queryClient = new QueryClient(config);
  onTestFinished(() => {
    queryClient.clear();
    server.transport.close();
  });
  // Nothing times out while a test is busy, unless the test says so.
  const patient: FollowOptions = { waitMs: Number.POSITIVE_INFINITY, lingerMs: 60_000 };
  const streamOptions = (options: FollowOptions = {}) =>
    rpc.streamOptions(follow, {}, { ...patient, ...options, mode: "collect" as const });
  return { server, rpc, queryClient, streamOptions };
}

/** Options that resume after the last message. */
export const resumable: FollowOptions = {
  resume: (latest, input) => ({ ...input, after: latest.sequence }),
};

/** Returns the numbers in the messages of a snapshot. */
export function sequences(snapshot: { data: readonly FollowResponse[] } | undefined): number[] | undefined {
  return snapshot?.data.map(({ sequence }) => Number(sequence));
}
