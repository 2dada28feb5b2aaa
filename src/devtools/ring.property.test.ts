import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ByteLog } from "./byte-log.ts";
import type { CallRecord } from "./call-record.ts";
import { Ring } from "./ring.ts";

const attempt = () => ({ request: new ByteLog(), response: new ByteLog() });

function newCall(id: string): CallRecord {
  return { id, seq: 0, kept: 0, isShown: false, attempts: [attempt(), attempt()] } as unknown as CallRecord;
}

/** The operations on a ring: start a call, add bytes to one, end one, drain. */
const step = fc.record({
  what: fc.constantFrom("begin", "bytes", "bytes", "bytes", "end", "look"),
  which: fc.nat({ max: 30 }),
  size: fc.oneof(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 200_000 })),
  side: fc.constantFrom("request" as const, "response" as const),
  attempt: fc.nat({ max: 1 }),
});

describe("a Ring", () => {
  it("never keeps more than it may, counts what it keeps, and reports every change to every client", () => {
    const limits = fc.record({
      maxCalls: fc.integer({ min: 1, max: 8 }),
      maxBytes: fc.integer({ min: 1, max: 400_000 }),
    });
    fc.assert(
      fc.property(limits, fc.array(step, { maxLength: 120 }), ({ maxCalls, maxBytes }, steps) => {
        const ring = new Ring(maxCalls, maxBytes);
        const all: CallRecord[] = [];
        // What a client knows that drains occasionally: the last reported state of each call.
        const known = new Map<string, string>();
        const state = (call: CallRecord) =>
          `${call.endedAt} ${call.attempts.map((one) => one.request.received + one.response.received)}`;
        let asked = 0;
        const look = () => {
          for (const call of ring.changesAfter(asked)) {
            call.isShown = true;
            known.set(call.id, state(call));
          }
          for (const { seq, id } of ring.gone) {
            if (seq > asked) {
              known.delete(id);
            }
          }
          asked = ring.seq;
          ring.tell(asked);
          expect(known).toEqual(new Map([...ring.calls].map(([id, call]) => [id, state(call)])));
        };
        for (const { what, which, size, side, attempt: turn } of steps) {
          const call = all[which % Math.max(1, all.length)];
          if (what === "begin") {
            const begun = newCall(String(all.length));
            all.push(begun);
            ring.add(begun);
          } else if (what === "look") {
            look();
          } else if (call && what === "bytes" && call.endedAt === undefined) {
            ring.keep(call, call.attempts[turn]?.[side] as ByteLog, 0, new Uint8Array(size));
          } else if (call && what === "end") {
            call.endedAt = 1;
            ring.touch(call);
          }
          const kept = [...ring.calls.values()].flatMap(({ attempts }) =>
            attempts.flatMap((one) => [one.request, one.response]),
          );
          const bytes = kept
            .flatMap(({ head, tail }) => [...head, ...tail])
            .reduce((sum, chunk) => sum + chunk.size + 96, 0);
          expect(ring.bytes).toBe(bytes);
          expect(bytes).toBeLessThanOrEqual(maxBytes);
          expect(ring.calls.size).toBeLessThanOrEqual(maxCalls);
        }
        look();
        expect(ring.calls.size + ring.dropped).toBe(all.length);
      }),
      { numRuns: 300 },
    );
  });

  it("drops running calls last, and of the others the oldest first", () => {
    const ring = new Ring(3, 1_000);
    const [open, ended, later, newest] = ["a", "b", "c", "d"].map(newCall) as [
      CallRecord,
      CallRecord,
      CallRecord,
      CallRecord,
    ];
    for (const call of [open, ended, later]) {
      ring.add(call);
    }
    ended.endedAt = later.endedAt = 1;
    ring.add(newest);
    expect([...ring.calls.keys()]).toEqual(["a", "c", "d"]);
  });

  it("lets one call use all the free space, and cuts it when it uses more than a quarter", () => {
    const ring = new Ring(100, 1_000_000);
    const [large, ...others] = Array.from({ length: 60 }, (_, index) => newCall(`${index}`)) as [
      CallRecord,
      ...CallRecord[],
    ];
    const keep = (call: CallRecord, size: number) =>
      ring.keep(call, call.attempts[0]?.response as ByteLog, 0, new Uint8Array(size));
    ring.add(large);
    for (let index = 0; index < 90; index++) {
      keep(large, 10_000);
    }
    expect(large.kept).toBeGreaterThan(900_000);
    for (const other of others) {
      ring.add(other);
      keep(other, 12_000);
    }
    expect(ring.calls.size).toBe(60);
    expect(large.kept).toBeGreaterThanOrEqual(240_000);
    expect(large.kept).toBeLessThan(300_000);
  });

  it("gives a call no new number before the last one was reported", () => {
    const ring = new Ring(10, 1_000_000);
    const call = newCall("a");
    ring.add(call);
    for (let index = 0; index < 1000; index++) {
      ring.keep(call, call.attempts[0]?.response as ByteLog, 0, new Uint8Array(1));
    }
    expect(ring.seq).toBe(1);
    ring.tell(1);
    ring.touch(call);
    ring.touch(call);
    expect(ring.seq).toBe(2);
  });
});
