/** Queries and streams through TanStack Query's cache. */
import { create } from "@bufbuild/protobuf";
import { QueryClient } from "@tanstack/query-core";
import { createRpcQuery, rpcSerialization, type StreamHandle, streamStore } from "farcall/query";
import { DemoService } from "../../../playground/gen/demo/v1/demo_pb.ts";
import { BlobSchema } from "./blob-service.ts";
import type { Case } from "./case.ts";
import { equal } from "./check.ts";

/** Options that make failures visible. */
const once = { reconnect: false };

/** Resolves when the stream has ended, successfully or not. */
function settled(handle: StreamHandle): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (["complete", "error"].includes(handle.view.connection.status)) {
        stop();
        resolve();
      }
    };
    const stop = handle.subscribe(look);
    handle.open();
    look();
  });
}

export const throughTheCache: Case[] = [
  {
    name: "caches a response",
    run: async (world) => {
      const rpc = createRpcQuery({ transport: world.transport("Connect") });
      const queryClient = new QueryClient();
      const options = rpc.queryOptions(DemoService.method.say, { sentence: "hi" });
      await queryClient.prefetchQuery(options);
      equal(queryClient.getQueryData(options.queryKey)?.sentence, "You said: hi");
    },
  },
  {
    name: "keeps a stream in the cache, to its end",
    run: async (world) => {
      const rpc = createRpcQuery({ transport: world.transport("Connect") });
      const handle = streamStore(new QueryClient()).open(rpc.streamOptions(DemoService.method.introduce, {}, once));
      await settled(handle);
      const { snapshot, connection } = handle.view;
      equal([connection.status, connection.error?.message, snapshot?.count], ["complete", undefined, 5]);
    },
  },
  {
    // Enough to yield to the page in between.
    name: "keeps up with a stream of 10,000 messages",
    run: async (world) => {
      const rpc = createRpcQuery({ transport: world.transport("Connect") });
      const options = rpc.streamOptions(DemoService.method.tick, { count: 10_000n }, { mode: "latest", ...once });
      const handle = streamStore(new QueryClient()).open(options);
      await settled(handle);
      const { snapshot, connection } = handle.view;
      equal([connection.status, connection.error?.message, snapshot?.count], ["complete", undefined, 10_000]);
      equal(snapshot?.data?.index, 9_999n);
    },
  },
  {
    name: "serializes a response with bytes and restores it",
    run: async () => {
      const content = new TextEncoder().encode("bytes"); // in jest, they come from another realm
      const kept = create(BlobSchema, { content, parts: { a: content } });
      const { serialize, deserialize } = rpcSerialization({ registry: [BlobSchema] });
      equal(deserialize(serialize(kept)), kept);
    },
  },
];
