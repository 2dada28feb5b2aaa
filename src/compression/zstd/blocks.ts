/**
 * The blocks of a frame.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc8878#section-3.1.1.2
 */

/** The largest block, before and after decompression, unless the frame's window is smaller. */
export const maxBlockBytes = 128 * 1024;

/** Raw bytes, one byte repeated, or literals and sequences. */
export const blockKinds = { raw: 0, repeat: 1, compressed: 2 } as const;
