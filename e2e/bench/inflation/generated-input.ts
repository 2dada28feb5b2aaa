/** The result of a generator. */
export interface GeneratedInput {
  bytes: Uint8Array;
  /** The decompressed content, if the generator knows it. */
  content: Uint8Array | undefined;
  /** The size of the content in bytes. */
  size: number;
  /** Where each member or frame ends. */
  frameEnds: readonly number[];
  /** The number of members, frames, blocks or meta-blocks. */
  blocks: number;
  /** A description of the input, to explain its cost. */
  text: string;
}
