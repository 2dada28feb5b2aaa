import { createClient, createConnectTransport, createGrpcWebTransport } from "farcall";
import { describe, expect, inject, it } from "vitest";
import { DemoService } from "../playground/gen/demo/v1/demo_pb.ts";
import { pause } from "./pause.ts";
import { collect } from "./servers/collect.ts";

const { connectNodeHttp2, connectNodeHttp1 } = inject("addresses");

describe.each([
  ["Connect", createConnectTransport],
  ["gRPC-Web", createGrpcWebTransport],
])("an upload over %s and HTTP/2", (_, createTransport) => {
  /** Opens a named call, and asks the server over another call how many of its messages have arrived. */
  function openCall() {
    const headers = { "test-call": crypto.randomUUID() };
    const asking = createClient(DemoService, createTransport({ baseUrl: connectNodeHttp2 }));
    return { headers, heard: async () => Number((await asking.echo({}, { headers })).received.heard) };
  }

  it("reaches the server message by message with requestStreaming", async () => {
    const client = createClient(DemoService, createTransport({ baseUrl: connectNodeHttp2, requestStreaming: "auto" }));
    const { headers, heard } = openCall();
    async function* requests() {
      yield { sentence: "one" };
      await expect.poll(heard).toBe(1); // the second is not produced before the first has arrived
      yield { sentence: "two" };
    }
    expect(await client.summarize(requests(), { headers })).toMatchObject({ sentences: 2 });
    expect(await collect(client.converse([{ sentence: "one" }, { sentence: "two" }]))).toHaveLength(2);
  });

  it("reaches the server in one body without it", async () => {
    const client = createClient(DemoService, createTransport({ baseUrl: connectNodeHttp2 }));
    const { headers, heard } = openCall();
    let before: number | undefined;
    async function* requests() {
      yield { sentence: "one" };
      await pause(200);
      before = await heard();
      yield { sentence: "two" };
    }
    expect(await client.summarize(requests(), { headers })).toMatchObject({ sentences: 2 });
    expect(before).toBe(0);
    expect(await heard()).toBe(2);
  });

  it("fails as unavailable over HTTP/1.1, which does not support it", async () => {
    const transport = createTransport({ baseUrl: connectNodeHttp1, requestStreaming: "auto" });
    async function* requests() {
      yield { sentence: "one" };
    }
    await expect(createClient(DemoService, transport).summarize(requests())).rejects.toMatchObject({
      code: "unavailable",
    });
  });
});
