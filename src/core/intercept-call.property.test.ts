import { createFetchHandler } from "farcall/server";
import fc from "fast-check";
import { describe, expect, inject, it } from "vitest";
import { anyCall, anyStream, type MakeInterceptors, type See, spy } from "../../e2e/seen-by-caller.ts";
import { demoService } from "../../playground/demo/demo-service.ts";
import { interceptCall } from "./intercept-call.ts";
import type { CallInterception } from "./interceptor.ts";

const passing: CallInterception = async (next) => await next();

/** Interceptors that change nothing. */
const variants: Record<string, MakeInterceptors> = {
  "one, outermost": (log) => [interceptCall(passing), spy(log)],
  "one that returns the promise of next": (log) => [interceptCall((next) => next()), spy(log)],
  "one that does not wait": (log) => [interceptCall((next) => void next()), spy(log)],
  "one that rethrows": (log) => [
    interceptCall(async (next) => {
      try {
        await next();
      } catch (error) {
        await undefined;
        throw error;
      }
    }),
    spy(log),
  ],
  "several, some inside": (log) => [interceptCall(passing), spy(log), interceptCall(passing), interceptCall(passing)],
};

async function expectSame(see: See): Promise<void> {
  const without = await see((log) => [spy(log)]);
  for (const [name, interceptors] of Object.entries(variants)) {
    expect([name, await see(interceptors)]).toEqual([name, without]);
  }
}

describe("an interceptCall that only calls next changes nothing that a caller can see", () => {
  it("of calls of every kind to a server, over both protocols", { timeout: 600_000 }, async () => {
    await fc.assert(fc.asyncProperty(anyCall(inject("addresses").demo), expectSame), { numRuns: 60 });
  });

  it("of a stream, however its body is split into chunks: the same messages in batches of the same sizes", async () => {
    await fc.assert(fc.asyncProperty(anyStream(), expectSame), { numRuns: 150 });
  });

  it("on a server, of calls of every kind, over both protocols", { timeout: 600_000 }, async () => {
    const plain = createFetchHandler({ services: [demoService()] });
    const intercepted = createFetchHandler({
      services: [demoService()],
      interceptors: [interceptCall(passing), interceptCall(passing)],
    });
    // The address is not called: a handler stands in for the network.
    const seen = async (handler: typeof plain, run: number) => {
      const [see] = fc.sample(anyCall("http://localhost", handler), { seed: run, numRuns: 1 });
      return (see as See)((log) => [spy(log)]);
    };
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (run) => {
        expect(await seen(intercepted, run)).toEqual(await seen(plain, run));
      }),
      { numRuns: 60 },
    );
  });
});
