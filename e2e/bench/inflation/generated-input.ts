/** What a generator makes. */
export interface GeneratedInput {
  bytes: Uint8Array;
  /** What it stands for, if the generator knows. */
  content: Uint8Array | undefined;
  /** How many bytes that are. */
  size: number;
  /** Where each member or frame ends. */
  frameEnds: readonly number[];
  /** How many members, frames, blocks or meta-blocks there are. */
  blocks: number;
  /** What it is made of, for whoever wants to know why it costs so much. */
  text: string;
}
