import fc from "fast-check";
import { describe, expect, inject, it } from "vitest";
import { anyCall, anyStream, type See, spy } from "../../e2e/seen-by-caller.ts";
import type { CallRecord } from "./call-record.ts";
import { Recorder } from "./recorder.ts";

/** A recorder with a fault in every one of its callbacks, or in some of them. */
class FaultyRecorder extends Recorder {
  /** How often it has failed. */
  thrown = 0;
  #turns = 0;
  readonly #every: number;
  readonly #afterwards: boolean;

  /** @param every 1 fails each time, 3 every third time; @param afterwards when its work is done, not instead of it */
  constructor(every: number, afterwards: boolean) {
    super({ callSites: true });
    this.#every = every;
    this.#afterwards = afterwards;
  }

  override guard<T>(call: CallRecord | undefined, work: () => T): T | undefined {
    return super.guard(call, () => {
      if (++this.#turns % this.#every !== 0) {
        return work();
      }
      if (this.#afterwards) {
        work();
      }
      this.thrown++;
      throw new Error("a fault of the recorder's");
    });
  }
}

const recorders: Record<string, (every: number) => Recorder> = {
  on: () => new Recorder(),
  "on, with call sites": () => new Recorder({ callSites: true }),
  paused: () => new Recorder({ record: false }),
  "without room": () => new Recorder({ maxCalls: 1, maxBytes: 100 }),
  "failing at every callback": () => new FaultyRecorder(1, false),
  "failing after every callback": () => new FaultyRecorder(1, true),
  "failing now and then": (every) => new FaultyRecorder(every, false),
  "failing now and then, afterwards": (every) => new FaultyRecorder(every, true),
};

async function expectSame(every: number, see: See): Promise<void> {
  const off = await see((log) => [spy(log)]);
  for (const [name, make] of Object.entries(recorders)) {
    const recorder = make(every);
    expect([name, await see((log) => [recorder.attach, spy(log)])]).toEqual([name, off]);
    // A fault counts once for each call at most, and only where there was one.
    expect(recorder.faults).toBe(recorder instanceof FaultyRecorder ? recorder.thrown : 0);
  }
}

const every = fc.integer({ min: 2, max: 9 });

describe("an application sees the same with a recorder on, off and failing at every callback", () => {
  it("of calls of every kind to a server", { timeout: 600_000 }, async () => {
    const call = anyCall(inject("addresses").demo);
    await fc.assert(
      fc.asyncProperty(call, every, (see, often) => expectSame(often, see)),
      { numRuns: 60 },
    );
  });

  it("of a stream however its body is cut into chunks, message by message and in batches of the same sizes", async () => {
    await fc.assert(
      fc.asyncProperty(anyStream(), every, (see, often) => expectSame(often, see)),
      { numRuns: 150 },
    );
  });
});
