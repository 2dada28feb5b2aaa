/** Values from another realm (jest, a vm, an iframe), which are not instances of our classes. */
import { Readable } from "node:stream";
import { runInNewContext } from "node:vm";
import { describe, expect, it, vi } from "vitest";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";
import { createClient } from "../client/client.ts";
import { createConnectTransport } from "../client/connect-transport.ts";
import { createGrpcWebTransport } from "../client/grpc-web-transport.ts";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { createFetchHandler } from "./fetch-handler.ts";
import { service } from "./service.ts";

describe.each([
  ["Connect", createConnectTransport],
  ["gRPC-Web", createGrpcWebTransport],
])("a fetch handler, over %s", (_, createTransport) => {
  it("sends errors whose details, lists and metadata come from another realm", async () => {
    const onError = vi.fn();
    const handler = createFetchHandler({
      services: [
        service(DemoService, {
          say() {
            const details = runInNewContext('[{ type: "a.B", value: new Uint8Array([1, 2, 3]) }]');
            const metadata = runInNewContext('({ "x-why": "because" })');
            throw new ConnectError(Code.NotFound, "no hat", { details, metadata });
          },
        }),
      ],
      onError,
    });
    const client = createClient(DemoService, createTransport({ baseUrl: "/", fetch: handler }));
    const error: ConnectError = await client.say({}).catch((reason) => reason);
    expect(error).toMatchObject({ code: Code.NotFound, details: [{ type: "a.B", value: Uint8Array.of(1, 2, 3) }] });
    expect(error.metadata.get("x-why")).toBe("because");
    expect(onError).not.toHaveBeenCalled();
  });

  it("distinguishes messages and plain errors from another realm", async () => {
    const onError = vi.fn();
    const handler = createFetchHandler({
      services: [
        service(DemoService, {
          say: () => runInNewContext('({ sentence: "from afar" })'),
          introduce: () => runInNewContext('[{ sentence: "one" }, { sentence: "two" }]'),
          echo: () => runInNewContext('throw new Error("secret")'),
        }),
      ],
      onError,
    });
    const client = createClient(DemoService, createTransport({ baseUrl: "/", fetch: handler }));
    expect(await client.say({})).toMatchObject({ sentence: "from afar" });
    const heard: string[] = [];
    for await (const { sentence } of client.introduce({})) {
      heard.push(sentence);
    }
    expect(heard).toEqual(["one", "two"]);
    await expect(client.echo({})).rejects.toMatchObject({ code: Code.Internal, rawMessage: "internal error" });
    expect(onError.mock.calls.map(([error]) => error.message)).toEqual(["secret"]);
  });
});

it("a polyfill's request, whose body is not a web stream, is read completely", async () => {
  const handler = createFetchHandler({ services: [service(DemoService, { say: ({ sentence }) => ({ sentence }) })] });
  const bytes = new TextEncoder().encode('{"sentence":"hi"}');
  const request = {
    url: "http://localhost/demo.v1.DemoService/Say",
    method: "POST",
    headers: new Headers({ "content-type": "application/json" }),
    body: Readable.from([bytes]),
    arrayBuffer: async () => bytes.buffer,
  };
  const response = await handler(request as unknown as Request);
  expect(await response.json()).toEqual({ sentence: "hi" });
});
