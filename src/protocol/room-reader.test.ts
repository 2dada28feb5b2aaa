import { describe, expect, it } from "vitest";
import { roomReader } from "./room-reader.ts";

/** A body whose chunks are queued, as bytes or as a stream of any values. */
function response(chunks: string[], type: "bytes" | undefined): Response {
  const source = {
    type,
    start(controller: ReadableStreamDefaultController<Uint8Array>) {
      for (const chunk of chunks) {
        controller.enqueue(new TextEncoder().encode(chunk));
      }
      controller.close();
    },
  };
  return new Response(new ReadableStream(source as UnderlyingDefaultSource<Uint8Array>));
}

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

describe("a room reader", () => {
  it("reads into memory, between reads of chunks of any size", async () => {
    const reader = roomReader(response(["one", "two", "three"], "bytes"));
    expect(text((await reader.read()).value)).toBe("one");
    const room = new Uint8Array(new ArrayBuffer(10), 2, 6);
    const { value } = await reader.read(room);
    expect(room.byteLength).toBe(0);
    expect([value?.byteOffset, value?.buffer.byteLength]).toEqual([2, 10]);
    const rest = await reader.read();
    expect(text(value) + text(rest.value)).toBe("twothree");
    expect((await reader.read()).done).toBe(true);
  });

  it("reports the end to a read into memory", async () => {
    const reader = roomReader(response(["one"], "bytes"));
    await reader.read();
    expect((await reader.read(new Uint8Array(10))).done).toBe(true);
    expect((await reader.read()).done).toBe(true);
  });

  it("reads chunks where the body is no byte stream, and leaves the memory alone", async () => {
    const reader = roomReader(response(["one", "two"], undefined));
    const room = new Uint8Array(10);
    expect(text((await reader.read(room)).value)).toBe("one");
    expect(text((await reader.read(room)).value)).toBe("two");
    expect(room.byteLength).toBe(10);
    expect((await reader.read(room)).done).toBe(true);
  });

  it("cancels with either reader", async () => {
    for (const room of [undefined, new Uint8Array(10)]) {
      const reader = roomReader(response(["one", "two"], "bytes"));
      await reader.read(room);
      await reader.cancel();
      expect((await reader.read()).done).toBe(true);
    }
  });

  it("reads a body without a stream in one piece", async () => {
    const bytes = new TextEncoder().encode("all");
    const odd = { body: {}, bodyUsed: false, arrayBuffer: async () => bytes.buffer } as unknown as Response;
    const reader = roomReader(odd);
    expect(text((await reader.read(new Uint8Array(10))).value)).toBe("all");
    expect((await reader.read(new Uint8Array(10))).done).toBe(true);
  });
});
