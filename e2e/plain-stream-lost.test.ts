/** Streams that a real server, or a proxy in front of it, ends again and again. */
import { QueryClient } from "@tanstack/query-core";
import { Code, createConnectTransport } from "farcall";
import { createRpcQuery, type StreamConnection, streamStore } from "farcall/query";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { DemoService } from "../playground/gen/demo/v1/demo_pb.ts";
import { type Script, scriptUrl, seen } from "./servers/script.ts";

const { scripted } = inject("addresses");

/** Opens a stream against a scripted server until it fails; returns all states of its connection. */
async function connectionsOf(script: Script): Promise<StreamConnection[]> {
  const transport = createConnectTransport({ baseUrl: scriptUrl(scripted, script) });
  const queryClient = new QueryClient();
  onTestFinished(() => {
    queryClient.clear();
    transport.close();
  });
  const options = createRpcQuery({ transport }).streamOptions(
    DemoService.method.introduce,
    {},
    { reconnect: { initialDelayMs: 10, maxAttempts: 3 } },
  );
  const connections: StreamConnection[] = [];
  using handle = streamStore(queryClient).handle(options);
  handle.subscribe(() => connections.push(handle.view.connection));
  handle.open();
  await expect.poll(() => handle.view.connection.status).toBe("error");
  return connections;
}

const awaited = (connections: StreamConnection[]) =>
  connections.filter(({ nextRetryAt }) => nextRetryAt !== undefined).map(({ attempt }) => attempt);

describe("a stream that is lost each time", () => {
  it.each<[string, Script]>([
    ["after its headers", { headers: { "content-type": "application/connect+proto" } }],
    ["with its connection", { headers: { "content-type": "application/connect+proto" }, after: "destroy" }],
    ["with a Retry-After of zero", { status: 503, headers: { "retry-after": "0" } }],
  ])("%s counts its attempts, and fails after the last", async (_, script) => {
    const id = crypto.randomUUID();
    const connections = await connectionsOf({ ...script, id });
    expect([...new Set(awaited(connections))]).toEqual([1, 2, 3]);
    expect(await seen(scripted, id)).toMatchObject({ requests: 4 });
    expect([Code.Internal, Code.Unavailable]).toContain(connections.at(-1)?.error?.code);
  });
});
