import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createRpcQuery } from "farcall/query";
import { createInMemoryTransport, service } from "farcall/server";
import { StrictMode } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { expect, it, onTestFinished } from "vitest";
import { DemoService } from "../playground/gen/demo/v1/demo_pb.ts";
import { RpcProvider, useStreamEvents } from "./index.ts";

function Events({ tell }: { tell: (what: string) => void }) {
  useStreamEvents(
    DemoService.method.tick,
    {},
    {
      onMessage: ({ index }) => tell(`${index}`),
      onBatch: (messages) => tell(`${messages.length} together`),
      onConnection: ({ status }) => tell(status),
    },
  );
  return null;
}

it("calls the callbacks of the last render", async () => {
  const letGo: (() => void)[] = [];
  const gates = [0n, 1n].map((index) => new Promise<bigint>((resolve) => letGo.push(() => resolve(index))));
  const transport = createInMemoryTransport({
    services: [
      service(DemoService, {
        async *tick() {
          for (const gate of gates) {
            yield { index: await gate };
          }
        },
      }),
    ],
  });
  const queryClient = new QueryClient();
  const rpc = createRpcQuery({ transport });
  const root = createRoot(document.createElement("div"));
  onTestFinished(() => {
    root.unmount();
    queryClient.clear();
    transport.close();
  });
  const heard: string[] = [];
  const show = (name: string) =>
    flushSync(() =>
      root.render(
        <StrictMode>
          <QueryClientProvider client={queryClient}>
            <RpcProvider rpc={rpc}>
              <Events tell={(what) => heard.push(`${name} ${what}`)} />
            </RpcProvider>
          </QueryClientProvider>
        </StrictMode>,
      ),
    );
  show("first");
  letGo[0]?.();
  await expect.poll(() => heard).toContain("first 0");
  heard.length = 0;
  show("second");
  letGo[1]?.();
  await expect.poll(() => heard).toContain("second complete");
  expect(heard).toEqual(expect.arrayContaining(["second 1 together", "second 1"]));
  expect(heard.join()).not.toContain("first");
});
