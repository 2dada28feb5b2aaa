/**
 * Contexts: what the last two bytes say about the next one.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc7932#section-7.1
 */

/** For each ASCII character, a quarter of its contribution in UTF-8 mode. */
const asciiKinds =
  "000000000110010000000000000000002343353467338393bbbbbbbbbb886a73" +
  "3cdddcdddcdddddcdddddcddddd637333efffefffefffffefffffefffff63730";

/** The contribution of the last byte, and of the one before it, to the context, in each of the four modes. */
const modes: readonly (readonly [last: (byte: number) => number, lastButOne: (byte: number) => number])[] = [
  [(byte) => byte & 63, () => 0],
  [(byte) => byte >> 2, () => 0],
  [
    (byte) =>
      byte < 128 ? 4 * Number.parseInt(asciiKinds[byte] as string, 16) : byte < 192 ? byte & 1 : 2 + (byte & 1),
    utf8Before,
  ],
  [(byte) => 8 * magnitude(byte), magnitude],
];

function utf8Before(byte: number): number {
  if (byte >= 128) {
    return byte < 224 ? 0 : 2;
  }
  const letter = String.fromCharCode(byte);
  return /[a-z]/.test(letter) ? 3 : /[0-9A-Z]/.test(letter) ? 2 : /[!-~]/.test(letter) ? 1 : 0;
}

/** Returns a byte's magnitude, in eight steps. */
function magnitude(byte: number): number {
  return [1, 16, 64, 128, 192, 240, 255].filter((least) => byte >= least).length;
}

/** Created lazily, and only once: a meta-block may need 256 of them. */
const tables: Uint8Array[] = [];

/** Returns 256 numbers for the last byte and 256 for the one before it, to be combined with "or". */
export function contextTable(mode: number): Uint8Array {
  let table = tables[mode];
  if (!table) {
    const [last, lastButOne] = modes[mode] as (typeof modes)[number];
    table = Uint8Array.from({ length: 512 }, (_, i) => (i < 256 ? last(i) : lastButOne(i - 256)));
    tables[mode] = table;
  }
  return table;
}
