/** Checks what the browser's Performance panel receives, in a trace as that panel reads it. */
import type { Drained, Hook } from "farcall/devtools";
import { expect, test } from "./devtools-page.ts";

interface TraceEvent {
  name: string;
  cat: string;
  /** "b" for begin, "e" for end. */
  ph: string;
  /** Microseconds. */
  ts: number;
  /** Shared by a begin event and its end event. */
  id?: string;
  id2?: { local?: string };
  args: { detail?: string };
}

const pairOf = ({ cat, name, id, id2 }: TraceEvent) => [cat, name, id, id2?.local].join();

test("a trace has each call on the Farcall track, with its duration", async ({ panel, browser }) => {
  await panel.show("busy", "light");
  await expect(panel.rows()).toHaveCount(20);
  await browser.startTracing(panel.page, { categories: ["blink.user_timing", "devtools.timeline"] });
  await panel.menu("More", "Add to the Performance panel");
  await expect(panel.said).toContainText("Added");
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const { calls } = await panel.page.evaluate(() => {
    const hook = (globalThis as unknown as Record<symbol, Hook>)[Symbol.for("farcall.devtools")];
    return JSON.parse(hook?.drain(0, 1e9) ?? "null") as Drained;
  });

  // Ids are reused: an entry ends with the next event of its id, in the order in which events were written.
  const timings = trace.traceEvents.filter(({ cat }) => cat.includes("user_timing"));
  const begins = timings.filter(({ ph, args }) => ph === "b" && args.detail?.includes('"Farcall"'));
  const shown = begins.map((begin) => {
    const after = timings.slice(timings.indexOf(begin));
    const end = after.find((event) => event.ph === "e" && pairOf(event) === pairOf(begin));
    const ms = ((end?.ts ?? Number.NaN) - begin.ts) / 1000;
    return { name: begin.name, ms, ...JSON.parse(begin.args.detail ?? "{}").devtools };
  });
  expect(shown).toHaveLength(calls.length);
  const first = Math.min(...begins.map(({ ts }) => ts));
  const start = Math.min(...calls.map((call) => call.start));
  for (const { service, method, start: begun, end, code = "ok" } of calls) {
    const name = `${service}/${method}`;
    const entry = shown.find(
      (one, index) => one.name === name && Math.abs(((begins[index]?.ts ?? 0) - first) / 1000 - (begun - start)) < 0.1,
    );
    expect(entry, name).toMatchObject({ dataType: "track-entry", track: "Farcall", tooltipText: `${name}: ${code}` });
    expect(entry?.color).toBe(code === "ok" ? "primary" : "error");
    if (end !== undefined) {
      expect(Math.abs(entry?.ms - (end - begun)), name).toBeLessThan(0.1);
    }
  }
});
