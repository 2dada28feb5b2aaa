/** Formats bytes in rows of sixteen, as hex and as text. */

export const rowBytes = 16;

export interface HexRow {
  readonly offset: string;
  readonly cells: readonly { readonly hex: string; readonly text: string; readonly isMarked: boolean }[];
}

export function hexRow(
  bytes: Uint8Array,
  index: number,
  marked: readonly [from: number, to: number] | undefined,
): HexRow {
  const from = index * rowBytes;
  return {
    offset: from.toString(16).padStart(6, "0"),
    cells: Array.from(bytes.subarray(from, from + rowBytes), (byte, place) => ({
      hex: byte.toString(16).padStart(2, "0"),
      text: byte >= 32 && byte < 127 ? String.fromCharCode(byte) : "·",
      isMarked: marked !== undefined && from + place >= marked[0] && from + place < marked[1],
    })),
  };
}

/** "0a 04 68 65 …": the beginning. */
export function hexText(bytes: Uint8Array, most = 16): string {
  const shown = Array.from(bytes.subarray(0, most), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
  return bytes.byteLength > most ? `${shown} …` : shown;
}
