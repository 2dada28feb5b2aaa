/** The bytes of one side of one attempt, read piece by piece and kept, because the page may drop them at any time. */
import type { BodyDetails, Side } from "farcall/devtools";
import type { Link } from "../link.ts";
import { type Chunk, type Frame, FrameReader, join } from "./frames.ts";
import { readChunks } from "./read-details.ts";

/** Bytes to request at a time: larger answers block the page for longer. */
const answerBytes = 1024 * 1024;
/** The limit for one body in the panel, whatever the page claims to have. */
const mostBytes = 256 * 1024 * 1024;

export class Body {
  readonly #link: Link;
  readonly #call: string;
  readonly #attempt: number;
  readonly #side: Side;
  readonly #reader = new FrameReader();
  /** All chunks of a body without envelopes. */
  readonly #chunks: Chunk[] = [];
  #whole: Frame | undefined;
  #bytes = 0;
  /** Position in the page's body, including what was cut out. */
  #offset = 0;
  #next = 0;
  #enveloped = true;
  #isGone = false;
  /** Grows with each change. */
  version = 0;

  constructor(link: Link, call: string, attempt: number, side: Side) {
    this.#link = link;
    this.#call = call;
    this.#attempt = attempt;
    this.#side = side;
  }

  /** True if the page no longer keeps bytes of this call, so that no more will come. */
  get isGone(): boolean {
    return this.#isGone;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Grows in place. */
  get frames(): readonly Frame[] {
    if (this.#enveloped) {
      return this.#reader.frames;
    }
    return this.#whole ? [this.#whole] : [];
  }

  /** Returns the beginning of a frame that is still incomplete. */
  rest(): Frame | undefined {
    return this.#enveloped ? this.#reader.rest() : undefined;
  }

  /**
   * Reads new bytes from the page.
   *
   * @returns true if there is more to read immediately
   */
  async read(details: BodyDetails): Promise<boolean> {
    this.#enveloped = details.enveloped;
    if (this.#isGone || this.#next >= details.chunks || this.#bytes > mostBytes) {
      return false;
    }
    const from = this.#next;
    const answer = readChunks(
      await this.#link.ask("chunks", [this.#call, this.#attempt, this.#side, from, answerBytes]),
    );
    if (!answer) {
      this.#isGone = true;
      return false;
    }
    const first = answer.chunks[0];
    if (answer.cut && first) {
      this.#cut(Math.max(0, answer.offset - this.#offset), answer.carriedOver, first.at);
    }
    this.#offset = answer.offset;
    for (const chunk of answer.chunks) {
      this.#push(chunk);
    }
    this.version++;
    // A page that makes no progress is queried again only after a change, not immediately.
    const isFurther = answer.next > from;
    this.#next = isFurther ? answer.next : this.#next;
    this.#finish(details);
    return isFurther && answer.next < answer.total;
  }

  #push(chunk: Chunk): void {
    this.#offset += chunk.bytes.byteLength;
    this.#bytes += chunk.bytes.byteLength;
    if (this.#enveloped) {
      this.#reader.push(chunk);
    } else {
      this.#chunks.push(chunk);
    }
  }

  #cut(bytes: number, carriedOver: number, at: number): void {
    if (this.#enveloped) {
      this.#reader.cut(bytes, carriedOver, at);
    }
  }

  #finish({ encoding, cut }: BodyDetails): void {
    const last = this.#chunks.at(-1);
    if (!this.#enveloped && last) {
      const isCompressed = encoding !== undefined && encoding !== "identity";
      this.#whole = {
        kind: cut ? "rest" : "message",
        at: last.at,
        isCompressed,
        bytes: join(this.#chunks, 0, this.#bytes),
        wireBytes: this.#bytes,
      };
    }
  }
}
