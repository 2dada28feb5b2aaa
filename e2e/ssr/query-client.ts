/** A cache whose contents, including messages, can be sent from the server to the browser. */
import { QueryClient } from "@tanstack/react-query";
import { rpcSerialization } from "farcall/query";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";
import { NotesService } from "../../playground/gen/demo/v1/notes_pb.ts";

const { serializeData, deserializeData } = rpcSerialization({ registry: [NotesService, DemoService] });

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      dehydrate: { serializeData },
      hydrate: { deserializeData },
      // The browser does not refetch what the server has just fetched.
      queries: { staleTime: 60_000 },
    },
  });
}
