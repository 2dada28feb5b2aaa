/** A mock behind MSW, as in docs/testing.md: calls go through the global fetch, which MSW intercepts. */
import { Code, ConnectError, createClient, createConnectTransport, createGrpcWebTransport } from "farcall";
import { mockTransport, service } from "farcall/testing";
import { http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { DemoService } from "../playground/gen/demo/v1/demo_pb.ts";

const mock = mockTransport(service(DemoService, { say: ({ sentence }) => ({ sentence: `You said: ${sentence}` }) }));
const server = setupServer(http.all("*/demo.v1.DemoService/*", ({ request }) => mock.handler(request)));

beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(() => mock.reset());
afterAll(() => server.close());

describe.each([
  ["Connect", createConnectTransport],
  ["gRPC-Web", createGrpcWebTransport],
])("a mock behind MSW, over %s", (_, createTransport) => {
  const client = createClient(DemoService, createTransport({ baseUrl: "https://api.example.com" }));

  it("answers and fails calls", async () => {
    expect((await client.say({ sentence: "a" })).sentence).toBe("You said: a");
    mock.answer(DemoService.method.say, new ConnectError(Code.NotFound, "no wool"));
    await expect(client.say({})).rejects.toMatchObject({ code: Code.NotFound, rawMessage: "no wool" });
    expect(mock.calls(DemoService.method.say)).toHaveLength(2);
  });

  it("streams what the test pushes", async () => {
    const feed = mock.feed(DemoService.method.tick);
    const messages = client.tick({})[Symbol.asyncIterator]();
    const first = messages.next();
    await feed.opened();
    feed.push({ index: 1n });
    expect((await first).value).toMatchObject({ index: 1n });
    feed.end();
    expect(await messages.next()).toMatchObject({ done: true });
  });
});
