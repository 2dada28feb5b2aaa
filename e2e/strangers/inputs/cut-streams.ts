/** Streams that a proxy has cut off: they reconnect, however much has arrived. */
import { QueryClient } from "@tanstack/query-core";
import { createRpcQuery, streamStore } from "farcall/query";
import { DemoService } from "../../../playground/gen/demo/v1/demo_pb.ts";
import { chunks, frame, grpcWebEnd, sentence } from "../../servers/frames.ts";
import type { Case } from "../calls/case.ts";
import { equal } from "../calls/check.ts";
import { newId } from "../calls/new-id.ts";
import { protocolNames, wires } from "./wire.ts";

/** Bodies of streams that were cut off. */
const bodies: Record<string, Uint8Array[]> = {
  "before its first byte": [],
  "within the header of its first message": [Uint8Array.of(0, 0)],
  "within its first message": [frame(0, sentence("one")).subarray(0, 7)],
  "after its first message": [frame(0, sentence("one"))],
};

export const cutStreams: Case[] = protocolNames.flatMap((protocol) => {
  const cuts =
    protocol === "Connect" ? bodies : { ...bodies, "after trailers without a status": [grpcWebEnd("a: b\r\n")] };
  return Object.entries(cuts).map(
    ([when, body]): Case => ({
      name: `${protocol}: a stream that is cut off ${when} reconnects`,
      run: async (world) => {
        const id = newId();
        const headers = { "content-type": wires[protocol].streamType };
        const transport = world.scriptedTransport(protocol, { id, headers, chunks: chunks(...body) });
        const rpc = createRpcQuery({ transport });
        const reconnect = { initialDelayMs: 1, maxDelayMs: 10 };
        const handle = streamStore(new QueryClient()).open(
          rpc.streamOptions(DemoService.method.introduce, {}, { reconnect, lingerMs: 0 }),
        );
        handle.open();
        try {
          await world.hasSeen(id, ({ requests }) => requests >= 3 || handle.view.connection.status === "error");
          equal(handle.view.connection.error?.message, undefined);
        } finally {
          handle.close();
        }
      },
    }),
  );
});
