import { expect, test } from "vitest";
import { afterSilence } from "./silence.ts";

/** Keeps the thread busy, as a page does that renders something large. */
function beBusy(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end; );
}

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
  await new Promise((resolve) => setTimeout(resolve, 20)); // the first look is over
  arrived();
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(isTold).toBe(false);
});
