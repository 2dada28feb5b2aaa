/**
 * What a frame consists of.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc8878#section-3.1.1.2
 */

/** The largest block, before and after decompression, if the window of the frame is not smaller. */
export const maxBlockBytes = 128 * 1024;

/** Its bytes as they are, one byte many times, or literals and sequences. */
export const blockKinds = { raw: 0, repeat: 1, compressed: 2 } as const;
