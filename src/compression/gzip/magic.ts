/** The start of each gzip member: two magic bytes. */
export const magic = [0x1f, 0x8b] as const;
