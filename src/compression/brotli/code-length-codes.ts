/**
 * The encoding of prefix code lengths: 0 to 15 are lengths, 16 repeats the last one, 17 is a run of zeros. The most
 * frequent come first.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc7932#section-3.5
 */
export const codeLengthOrder = [1, 2, 3, 4, 0, 5, 17, 6, 16, 7, 8, 9, 10, 11, 12, 13, 14, 15] as const;
