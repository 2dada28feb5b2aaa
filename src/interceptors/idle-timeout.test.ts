import { Code, createClient } from "farcall";
import { idleTimeout } from "farcall/interceptors";
import { createInMemoryTransport, service } from "farcall/server";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { deferred } from "../../e2e/deferred.ts";
import { collect } from "../../e2e/servers/collect.ts";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";
import { isRetryable } from "../protocol/retryable.ts";

describe("idleTimeout", () => {
  it.each([0, 1])("ends a stream that is silent after %d messages with unavailable, and its request", async (count) => {
    const left = deferred();
    const services = [
      service(DemoService, {
        async *tick(_, ctx) {
          yield* Array.from({ length: count }, () => ({}));
          await new Promise<void>((resolve) => ctx.signal.addEventListener("abort", () => resolve()));
          left.resolve();
        },
      }),
    ];
    const client = createClient(
      DemoService,
      createInMemoryTransport({ services }, { interceptors: [idleTimeout(1000)] }),
    );
    const seen: unknown[] = [];
    const error = await collect(client.tick({}), seen as never).catch((reason) => reason);
    expect(error).toMatchObject({
      code: Code.Unavailable,
      rawMessage: expect.stringContaining("no message for 1000 ms"),
    });
    expect(isRetryable(error)).toBe(true);
    expect(seen).toHaveLength(count);
    await left.promise;
  });

  it("does not count time during which nothing is being read", async () => {
    const services = [
      service(DemoService, {
        async *tick() {
          yield* [{ index: 1n }, { index: 2n }, { index: 3n }];
        },
      }),
    ];
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    onTestFinished(() => void vi.useRealTimers());
    const transport = createInMemoryTransport({ services }, { interceptors: [idleTimeout(1000)] });
    let count = 0;
    for await (const _ of createClient(DemoService, transport).tick({})) {
      if (++count === 1) {
        vi.advanceTimersByTime(60_000);
      }
    }
    expect(count).toBe(3);
  });

  it("rejects an invalid timeout", () => {
    expect(() => idleTimeout(0)).toThrow("idleTimeout(0)");
    expect(() => idleTimeout(undefined as unknown as number)).toThrow("idleTimeout");
  });
});
