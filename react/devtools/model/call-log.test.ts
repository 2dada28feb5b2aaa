import fc from "fast-check";
import { expect, test } from "vitest";
import { type NetworkWatcher, networkLink } from "../network-link.ts";
import { CallLog, type LogState } from "./call-log.ts";
import { startOf } from "./in-order-of-start.ts";

/** A call of Connect, as a browser's list of requests has it. */
function entry(index: number): object {
  const json = { name: "content-type", value: "application/json" };
  return {
    startedDateTime: new Date(Date.now() - 60_000 + index).toISOString(),
    time: 100 - index, // those that start later end earlier
    request: {
      method: "POST",
      url: `http://localhost/acme.v1.HatService/Make${index}`,
      headers: [json, { name: "connect-protocol-version", value: "1" }],
      postData: { mimeType: "application/json", text: "{}" },
    },
    response: { status: 200, headers: [json], content: {} },
  };
}

function until(log: CallLog, isReached: (state: LogState) => boolean): Promise<LogState> {
  return new Promise((resolve) => {
    const check = () => isReached(log.state) && resolve(log.state);
    log.subscribe(check);
    check();
  });
}

test("calls are listed in order of their start, in whatever order their bodies arrive", async () => {
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }), async (order) => {
      let watcher: NetworkWatcher | undefined;
      const watch = (given: NetworkWatcher) => {
        watcher = given;
      };
      const link = networkLink({ ask: async () => undefined }, { watch });
      const arrive: (() => void)[] = [];
      for (const index of order.keys()) {
        const body = new Promise<object>((resolve) => {
          arrive[index] = () => resolve({ text: "{}" });
        });
        watcher?.onRequest(entry(index), () => body);
      }
      const log = new CallLog(link);
      const stop = log.start();
      for (const [count, index] of order.entries()) {
        arrive[index]?.();
        const { calls } = await until(log, (state) => state.calls.length === count + 1);
        const starts = calls.map(startOf);
        expect(starts).toEqual([...starts].sort((a, b) => a - b));
      }
      expect(log.state.calls.map(({ row }) => row.method)).toEqual([
        "Make0",
        "Make1",
        "Make2",
        "Make3",
        "Make4",
        "Make5",
      ]);
      stop();
    }),
    { numRuns: 5 },
  );
});
