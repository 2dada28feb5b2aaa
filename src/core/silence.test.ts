import { expect, onTestFinished, test, vi } from "vitest";
import { afterSilence } from "./silence.ts";

/** Keeps the thread busy, as a page does that renders something large. */
function beBusy(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end; );
}

test("silence is told on time by a page that is not busy", () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const onSilence = vi.fn();
  afterSilence(20, onSilence);
  vi.advanceTimersByTime(19);
  expect(onSilence).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(onSilence).toHaveBeenCalledOnce();
});

test("a silence without end is never told", () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const onSilence = vi.fn();
  afterSilence(Number.POSITIVE_INFINITY, onSilence)();
  afterSilence(2 ** 31, onSilence);
  vi.advanceTimersByTime(2 ** 31);
  expect(onSilence).not.toHaveBeenCalled();
});

test("silence is told after its time", async () => {
  const start = performance.now();
  await new Promise<void>((resolve) => afterSilence(20, resolve));
  expect(performance.now() - start).toBeGreaterThanOrEqual(19);
});

test("what arrives while the page is busy ends the silence, however long the page was busy", async () => {
  const { port1, port2 } = new MessageChannel();
  const seen = await new Promise<string>((resolve) => {
    const arrived = afterSilence(20, () => resolve("silence"));
    port1.onmessage = () => {
      arrived();
      resolve("a message");
    };
    setTimeout(() => {
      port2.postMessage("here");
      beBusy(200);
    });
  });
  port1.close();
  expect(seen).toBe("a message");
});

test("nothing is told once something has arrived", async () => {
  let isTold = false;
  const arrived = afterSilence(5, () => {
    isTold = true;
  });
  beBusy(50);
  await new Promise((resolve) => setTimeout(resolve)); // the first look is over, the second is not
  arrived();
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(isTold).toBe(false);
});
