import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { chunkReader, drain } from "./chunk-reader.ts";

/** Reads all chunks, to the end. */
async function readAll(response: Response): Promise<number[][]> {
  const chunks = chunkReader(response);
  const all: number[][] = [];
  for (let result = await chunks.read(); result.value; result = await chunks.read()) {
    all.push([...result.value]);
  }
  expect(await chunks.read()).toMatchObject({ done: true });
  return all;
}

const whole = async (): Promise<ArrayBuffer> => Uint8Array.of(1, 2, 3).buffer;

describe("chunkReader", () => {
  it("returns the chunks of a stream as they arrive", async () => {
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(Uint8Array.of(1, 2));
        controller.enqueue(Uint8Array.of(3));
        controller.close();
      },
    });
    expect(await readAll(new Response(body))).toEqual([[1, 2], [3]]);
  });

  it.each([
    ["has no body, as in React Native", { arrayBuffer: whole }],
    ["has a body of another kind, as in node-fetch", { arrayBuffer: whole, body: { pipe: () => {} } }],
  ])("returns everything in one piece if a response %s", async (_, response) => {
    expect(await readAll(response as unknown as Response)).toEqual([[1, 2, 3]]);
  });

  it("returns nothing for a response without a body", async () => {
    expect(await readAll(new Response(null, { status: 204 }))).toEqual([]);
  });
});

describe("drain", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it("reads a body to its end and leaves no timer behind", async () => {
    const cancel = vi.fn();
    const body = new ReadableStream({ start: (controller) => controller.close(), cancel });
    await drain(chunkReader(new Response(body)));
    expect(cancel).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });

  it("cancels a body that never ends", async () => {
    const cancel = vi.fn();
    const pull = (controller: ReadableStreamDefaultController) => controller.enqueue(new Uint8Array(1));
    await drain(chunkReader(new Response(new ReadableStream({ pull, cancel }))));
    expect(cancel).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });

  it("cancels a body that does not end within a second", async () => {
    const chunks = chunkReader(new Response(new ReadableStream({})));
    const cancel = vi.spyOn(chunks, "cancel");
    const drained = drain(chunks);
    await vi.advanceTimersByTimeAsync(999);
    expect(cancel).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(cancel).toHaveBeenCalledOnce();
    await drained;
  });

  it("fails silently", async () => {
    const body = new ReadableStream({ start: (controller) => controller.error(new Error("gone")) });
    await drain(chunkReader(new Response(body)));
    expect(vi.getTimerCount()).toBe(0);
  });
});
