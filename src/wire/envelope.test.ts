import { describe, expect, it } from "vitest";
import { encodeEnvelopes } from "./envelope.ts";

describe("encodeEnvelopes", () => {
  it("encodes flags and a big-endian length before each payload", () => {
    const bytes = encodeEnvelopes(
      { flags: 0, payload: Uint8Array.of(7, 8) },
      { flags: 0x83, payload: new Uint8Array(0x0102) },
    );
    expect([...bytes.subarray(0, 12)]).toEqual([0, 0, 0, 0, 2, 7, 8, 0x83, 0, 0, 1, 2]);
    expect(bytes.byteLength).toBe(5 + 2 + 5 + 0x0102);
  });

  it("returns no bytes for no envelopes", () => {
    expect(encodeEnvelopes().byteLength).toBe(0);
  });

  it("copies payloads, including views of larger arrays", () => {
    const source = Uint8Array.of(1, 2, 3, 4);
    const bytes = encodeEnvelopes({ flags: 0, payload: source.subarray(1, 3) });
    source.fill(9);
    expect([...bytes]).toEqual([0, 0, 0, 0, 2, 2, 3]);
  });
});
