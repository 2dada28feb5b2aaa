/** Generates zstd of all shapes, especially those that cost much time for little output. */
import { BitWriter } from "./bit-writer.ts";
import type { Choices } from "./choices.ts";
import type { GeneratedInput } from "./generated-input.ts";
import { xxh64 } from "./xxh64.ts";
import { chooseLiterals, type Literals, writeLiterals } from "./zstd-literals.ts";
import { chooseSequences, type Sequences, type Surroundings, writeSequences } from "./zstd-sequences.ts";

interface Block {
  kind: "raw" | "repeat" | "compressed";
  size: number;
  literals: Literals;
  /** Uses the code of the preceding block, if there is one. */
  hasCode: boolean;
  sequences: Sequences;
  times: number;
}

interface Frame {
  /** The size of a skippable frame. */
  skipped: number | undefined;
  windowLog: number;
  hasChecksum: boolean;
  /** The flag for the size of the dictionary id, which is 0. */
  dictionaryFlag: number;
  blocks: readonly Block[];
}

/** Repeats the blocks of one frame, or frames of a few kinds, until there are about `byteLength` bytes. */
export function zstdInput(choices: Choices, byteLength: number): GeneratedInput {
  const isOne = !choices.once(4);
  const frames = Array.from({ length: isOne ? 1 : choices.between(1, 2) }, () => chooseFrame(choices, isOne));
  const bits = new BitWriter();
  const content: number[] = [];
  let blocks = 0;
  const frameEnds: number[] = [];
  do {
    for (const frame of frames) {
      blocks += writeFrame(bits, frame, content, isOne ? byteLength : 0);
      frameEnds.push(bits.byteLength);
    }
  } while (!isOne && bits.byteLength < byteLength && content.length < byteLength * 64);
  const text = frames.map(describe).join("; ");
  return { bytes: bits.finish(), content: Uint8Array.from(content), size: content.length, frameEnds, blocks, text };
}

function chooseFrame(choices: Choices, isOne: boolean): Frame {
  const windowLog = choices.oneOf([10, 17, 17, 20]);
  return {
    skipped: !isOne && choices.once(4) ? choices.between(1, 300) - 1 : undefined,
    windowLog,
    hasChecksum: choices.once(3),
    dictionaryFlag: choices.once(6) ? choices.below(4) : 0,
    blocks: Array.from({ length: choices.between(1, 4) }, () => chooseBlock(choices, 2 ** Math.min(17, windowLog))),
  };
}

function chooseBlock(choices: Choices, largest: number): Block {
  return {
    kind: choices.oneOf(["raw", "repeat", "compressed", "compressed", "compressed"] as const),
    size: choices.between(1, choices.oneOf([1, 300, largest])) - 1,
    literals: chooseLiterals(choices, largest),
    hasCode: choices.once(4),
    sequences: chooseSequences(choices),
    times: choices.between(1, choices.oneOf([1, 1, 300])),
  };
}

/** Writes all blocks, repeatedly if there are too few bytes. Returns their number, plus one for the frame. */
function writeFrame(
  bits: BitWriter,
  { skipped, windowLog, hasChecksum, dictionaryFlag, blocks }: Frame,
  content: number[],
  byteLength: number,
): number {
  if (skipped !== undefined) {
    bits.write(0x184d2a53, 32);
    bits.write(skipped, 32);
    bits.bytes(Array<number>(skipped).fill(7));
    return 1;
  }
  bits.bytes([0x28, 0xb5, 0x2f, 0xfd, (hasChecksum ? 4 : 0) + dictionaryFlag, (windowLog - 10) << 3]);
  bits.write(0, 8 * ([0, 1, 2, 4][dictionaryFlag] as number));
  const start = content.length;
  const around: Surroundings = {
    content,
    start,
    window: 2 ** windowLog,
    largest: 2 ** Math.min(17, windowLog),
    literals: new Uint8Array(0),
    last: [1, 4, 8],
  };
  let code: readonly number[] | undefined;
  let count = 1;
  do {
    for (const block of blocks) {
      for (let left = block.times; left > 0 && content.length - start < 2 ** 20; left--) {
        const body = writeBlock(block, around, code);
        if (body) {
          bits.write({ raw: 0, repeat: 2, compressed: 4 }[block.kind], 3);
          bits.write(block.kind === "repeat" ? block.size : body.length, 21);
          bits.bytes(body);
          code = block.kind === "compressed" && block.literals.kind === "coded" ? block.literals.lengths : code;
        }
        count++;
      }
    }
  } while (bits.byteLength < byteLength && content.length - start < 2 ** 20 && count < byteLength);
  bits.bytes([1, 0, 0]); // the last block is empty
  if (hasChecksum) {
    bits.write(xxh64(Uint8Array.from(content.slice(start))), 32);
  }
  return count;
}

/** Writes a block; returns undefined if it would be too large. */
function writeBlock(block: Block, around: Surroundings, code: readonly number[] | undefined): Uint8Array | undefined {
  const { content } = around;
  if (block.kind !== "compressed") {
    const piece = Uint8Array.from({ length: block.size }, (_, i) => (block.kind === "raw" ? i : 7));
    for (const byte of piece) {
      content.push(byte);
    }
    return block.kind === "raw" ? piece : Uint8Array.of(7);
  }
  const literals = writeLiterals(block.literals, block.hasCode && code === block.literals.lengths);
  const last = [...around.last] as const;
  const before = content.length;
  around.literals = literals.content;
  const sequences = writeSequences(block.sequences, around);
  const size = literals.bytes.length + sequences.length;
  if (size > around.largest) {
    content.length = before;
    around.last = [...last];
    return undefined;
  }
  const body = new Uint8Array(size);
  body.set(literals.bytes);
  body.set(sequences, literals.bytes.length);
  return body;
}

function describe({ skipped, windowLog, hasChecksum, blocks }: Frame): string {
  if (skipped !== undefined) {
    return `skipped ${skipped}`;
  }
  const parts = blocks.map(({ kind, size, literals, hasCode, sequences, times }) => {
    const code = literals.kind === "coded" ? ` ${literals.lengths.length}${hasCode ? " again" : ""}` : "";
    const streams = literals.kind === "coded" && literals.fourStreams ? " in four" : "";
    const own = `${literals.size} literals ${literals.kind}${code}${streams}, ${sequences.text}`;
    return `${times} x ${kind} ${kind === "compressed" ? own : size}`;
  });
  return `window ${windowLog}${hasChecksum ? " with checksum" : ""}: ${parts.join(", ")}`;
}
