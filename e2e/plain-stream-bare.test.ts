/** Streams in environments that lack browser APIs: jsdom, React Native, a worker. */
import { QueryClient } from "@tanstack/query-core";
import { createConnectTransport } from "farcall";
import { createRpcQuery, streamStore } from "farcall/query";
import { expect, inject, it, onTestFinished, vi } from "vitest";
import { DemoService } from "../playground/gen/demo/v1/demo_pb.ts";

/** The APIs to remove. Node has few of them, and its fetch needs the others. */
const optional =
  typeof document === "undefined"
    ? ["MessageChannel"]
    : [
        "MessageChannel",
        "requestAnimationFrame",
        "cancelAnimationFrame",
        "queueMicrotask",
        "performance",
        "addEventListener",
        "removeEventListener",
      ];

it.each([...optional.map((name) => ({ missing: [name], count: 10_000 })), { missing: optional, count: 100_000 }])(
  "a stream of $count messages arrives without $missing",
  async ({ missing, count }) => {
    const transport = createConnectTransport({ baseUrl: inject("addresses").demo });
    const queryClient = new QueryClient();
    for (const name of missing) {
      vi.stubGlobal(name, undefined);
    }
    onTestFinished(() => {
      vi.unstubAllGlobals();
      queryClient.clear();
      transport.close();
    });
    const { streamOptions } = createRpcQuery({ transport });
    const options = streamOptions(DemoService.method.tick, { perSecond: 0, count: BigInt(count) }, { limit: 10 });
    let heard = 0;
    using ticks = streamStore(queryClient).handle(options);
    ticks.listen({
      onMessage({ index }) {
        expect(index).toBe(BigInt(heard++));
      },
    });
    const ended = new Promise<void>((resolve) => {
      ticks.subscribe(() => ["complete", "error"].includes(ticks.view.connection.status) && resolve());
    });
    ticks.open();
    await ended;
    expect(ticks.view.connection).toMatchObject({ status: "complete", lastError: undefined });
    expect(ticks.view.snapshot).toMatchObject({ count, latest: { index: BigInt(count - 1) } });
    expect(heard).toBe(count);
  },
);
