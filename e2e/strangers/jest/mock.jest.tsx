/** The mock, as docs/testing.md says, under jest and in a component that jsdom draws. */
import { afterEach, expect, test } from "@jest/globals";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { Code, ConnectError, createClient } from "farcall";
import { createRpcQuery } from "farcall/query";
import { RpcProvider, useStream } from "farcall/react";
import { mockTransport, service } from "farcall/testing";
import { act } from "react";
import { createRoot } from "react-dom/client";
import { DemoService } from "../../../playground/gen/demo/v1/demo_pb.ts";

declare global {
  var IS_REACT_ACT_ENVIRONMENT: boolean;
}
globalThis.IS_REACT_ACT_ENVIRONMENT = true;

const { say, tick } = DemoService.method;
const mock = mockTransport(service(DemoService, {}));
const client = createClient(DemoService, mock);

afterEach(() => mock.reset());

test("a call waits until the test answers it", async () => {
  const held = mock.hold(say);
  const answer = client.say({ sentence: "a" });
  expect((await held.called()).request.sentence).toBe("a");
  held.answer({ sentence: "b" });
  expect((await answer).sentence).toBe("b");
});

test("a call fails as the test says, and one without an answer says what to add", async () => {
  mock.answerOnce(say, new ConnectError(Code.NotFound, "no wool"));
  await expect(client.say({})).rejects.toMatchObject({ code: Code.NotFound, rawMessage: "no wool" });
  await expect(client.say({})).rejects.toThrow("add say to service(DemoService, { ... })");
});

function Ticks() {
  const { data, status } = useStream(tick, {}, { mode: "latest" });
  return <p>{`${data?.index} ${status}`}</p>;
}

test("a component shows a stream that the test feeds, and the test sees that it is left", async () => {
  const feed = mock.feed(tick);
  const host = document.createElement("div");
  const drawn = createRoot(host);
  const shows = async (expected: string) => {
    for (let attempt = 0; attempt < 1000 && host.textContent !== expected; attempt++) {
      await act(() => new Promise((resolve) => setTimeout(resolve, 10)));
    }
    expect(host.textContent).toBe(expected);
  };
  const rpc = createRpcQuery({ transport: mock });
  await act(async () =>
    drawn.render(
      <QueryClientProvider client={new QueryClient()}>
        <RpcProvider rpc={rpc}>
          <Ticks />
        </RpcProvider>
      </QueryClientProvider>,
    ),
  );
  await feed.opened();
  await shows("undefined open");
  feed.push({ index: 1n });
  await shows("1 open");
  await act(async () => drawn.unmount());
  await feed.left();
});
