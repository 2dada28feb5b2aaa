import fc from "fast-check";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { ServerStream } from "../../client/call/server-stream.ts";
import { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import { Metadata } from "../../core/metadata.ts";
import { cutStream } from "../../protocol/cut-stream.ts";
import { runStream } from "./stream-run.ts";
import type { StreamSpec } from "./stream-spec.ts";

/** What one connection delivers before it is lost. */
interface Connection {
  hasHead: boolean;
  messages: number;
  error: ConnectError;
}

const lost = fc
  .option(
    fc.constantFrom("0", "1", "1.5", "-5", "soon", "Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 01 Jan 2100 00:00:00 GMT"),
    { nil: undefined },
  )
  .map(
    (after) =>
      new ConnectError(Code.Unavailable, "", after === undefined ? {} : { metadata: { "retry-after": after } }),
  );
const cut = fc.constantFrom(Code.Internal, Code.Unknown).map((code) => cutStream(new ConnectError(code, "cut")));

const connections: fc.Arbitrary<Connection[]> = fc.array(
  fc.record({ hasHead: fc.boolean(), messages: fc.constantFrom(0, 0, 0, 1, 3), error: fc.oneof(lost, cut) }),
  { maxLength: 20 },
);

/** A stream over these connections, the last of which ends it successfully. */
function specOf(left: Connection[], onOpen: () => void): StreamSpec<object, number> {
  return {
    name: "a.B/Count",
    baseUrl: "https://a.example",
    input: {},
    open(_, { onHeader }) {
      onOpen();
      const connection = left.shift();
      let messages = connection?.messages ?? 0;
      if (connection?.hasHead) {
        onHeader?.(new Metadata());
      }
      return new ServerStream<number>({
        headers: Promise.resolve(new Metadata()),
        trailers: Promise.resolve(new Metadata()),
        async pull() {
          if (messages-- > 0) {
            return [messages];
          }
          if (connection) {
            throw connection.error;
          }
          return undefined;
        },
        async cancel() {},
        stop() {},
      });
    },
    call: {},
    mode: "latest",
    limit: 1,
    reconnect: {},
    heartbeatMs: undefined,
    lingerMs: 0,
    waitMs: 0,
    ssr: false,
  };
}

/** When each connection was opened, in milliseconds from the start. */
async function openingTimes(planned: readonly Connection[]): Promise<number[]> {
  const times: number[] = [];
  const started = Date.now();
  const run = runStream({
    spec: specOf([...planned], () => times.push(Date.now() - started)),
    queryHash: "[]",
    signal: new AbortController().signal,
    onConnect: () => undefined,
    onMessages: () => {},
    onConnection: () => {},
  });
  await vi.runAllTimersAsync();
  await run;
  return times;
}

describe("a stream that is lost over and over", () => {
  it("doubles the delay before each attempt until a message arrives, whatever was opened and whatever servers say", async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    await fc.assert(
      fc.asyncProperty(connections, async (planned) => {
        const times = await openingTimes(planned);
        expect(times).toHaveLength(planned.length + 1);
        let attempt = 0;
        planned.forEach(({ messages }, index) => {
          attempt = messages > 0 ? 1 : attempt + 1;
          const pause = (times[index + 1] ?? 0) - (times[index] ?? 0);
          expect(pause).toBeGreaterThanOrEqual(Math.floor(Math.min(500 * 2 ** (attempt - 1), 30_000) / 2));
          expect(pause).toBeLessThanOrEqual(30_000);
        });
      }),
    );
  });
});
