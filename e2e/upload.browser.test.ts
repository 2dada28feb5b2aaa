import { createClient, createConnectTransport, createGrpcWebTransport } from "farcall";
import { describe, expect, inject, it } from "vitest";
import { DemoService } from "../playground/gen/demo/v1/demo_pb.ts";
import { collect } from "./servers/collect.ts";

const { connectNodeHttp2, connectNodeHttp1 } = inject("addresses");

/** Two messages, the second of which is made much later. */
async function* slowly() {
  yield { sentence: "one" };
  await new Promise((resolve) => setTimeout(resolve, 300));
  yield { sentence: "two" };
}

describe.each([
  ["Connect", createConnectTransport],
  ["gRPC-Web", createGrpcWebTransport],
])("an upload over %s and HTTP/2", (_, createTransport) => {
  it("reaches the server message by message with requestStreaming", async () => {
    const transport = createTransport({ baseUrl: connectNodeHttp2, requestStreaming: "auto" });
    const client = createClient(DemoService, transport);
    // The server's own clock tells that the first message was there long before the last was made.
    const { sentences, durationMs } = await client.summarize(slowly());
    expect(sentences).toBe(2);
    expect(durationMs).toBeGreaterThan(200);
    expect(await collect(client.converse(slowly()))).toHaveLength(2);
  });

  it("reaches the server in one piece without", async () => {
    const client = createClient(DemoService, createTransport({ baseUrl: connectNodeHttp2 }));
    const { sentences, durationMs } = await client.summarize(slowly());
    expect(sentences).toBe(2);
    expect(durationMs).toBeLessThan(200);
  });

  it("fails over HTTP/1.1, which cannot carry it, as unavailable", async () => {
    const transport = createTransport({ baseUrl: connectNodeHttp1, requestStreaming: "auto" });
    await expect(createClient(DemoService, transport).summarize(slowly())).rejects.toMatchObject({
      code: "unavailable",
    });
  });
});
