/** A call that the user has opened: its details, its schema, and the bytes that have arrived so far. */
import type { AttemptDetails, BodyDetails, CallDetails, Row, Side } from "farcall/devtools";
import type { Link } from "../link.ts";
import { Body } from "./body.ts";
import type { Descriptors } from "./descriptors.ts";
import type { Frame } from "./frames.ts";
import { frameOfGet } from "./get-request.ts";
import { Pace } from "./pace.ts";
import { readDetails, readSchema } from "./read-details.ts";
import { type CallSchema, noSchema } from "./schema.ts";

export interface OpenedState {
  readonly details: CallDetails | undefined;
  readonly schema: CallSchema;
  /** Everything available has been read from the page. */
  readonly isRead: boolean;
  /** The page has dropped it, so that no more will come. */
  readonly isGone: boolean;
  readonly problem: string | undefined;
  /** Grows with every frame that comes. */
  readonly version: number;
}

/** The origin of a frame, and how to read it. */
export interface FrameSource {
  readonly frames: readonly Frame[];
  readonly rest: Frame | undefined;
  readonly body: BodyDetails;
}

const initial: OpenedState = {
  details: undefined,
  schema: noSchema,
  isRead: false,
  isGone: false,
  problem: undefined,
  version: 0,
};

export class OpenedCall {
  readonly #link: Link;
  readonly #id: string;
  readonly #descriptors: Descriptors | undefined;
  readonly #bodies = new Map<string, Body>();
  readonly #listeners = new Set<() => void>();
  #state = initial;
  #isRedacted = true;
  /** The page's answer, once requested. */
  #described: "no" | "yes" | undefined;
  #wanted = -1;
  #read = -1;
  #reading: Promise<void> | undefined;

  /** @param descriptors for a call whose page describes nothing */
  constructor(link: Link, id: string, descriptors?: Descriptors) {
    this.#link = link;
    this.#id = id;
    this.#descriptors = descriptors;
  }

  get state(): OpenedState {
    return this.#state;
  }

  /** The bytes kept for it. */
  get bytes(): number {
    return [...this.#bodies.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /**
   * Reads what has changed. Resolves when everything that the row reports has been read, or is not available.
   *
   * @param isRedacted whether the page hides header values: once it no longer does, they are read again
   */
  refresh(row: Row, isRedacted = this.#isRedacted): Promise<void> {
    if (isRedacted !== this.#isRedacted) {
      this.#isRedacted = isRedacted;
      this.#read = -1;
    }
    this.#wanted = Math.max(this.#wanted, row.seq);
    this.#reading ??= this.#readAll(row).finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  /** Reads it with other descriptors, unless its page describes it. */
  describe(row: Row): void {
    if (this.#described === "no") {
      this.#emit({ schema: this.#descriptors?.schemaOf(row) ?? { ...noSchema } });
    }
  }

  source(attempt: number, side: Side): FrameSource | undefined {
    const details = this.#state.details?.attempts[attempt];
    if (!details) {
      return undefined;
    }
    const inUrl = side === "request" ? frameOfGet(details) : undefined;
    if (inUrl) {
      return { frames: [inUrl.frame], rest: undefined, body: inUrl.body };
    }
    const body = this.#bodies.get(`${attempt} ${side}`);
    return { frames: body?.frames ?? [], rest: body?.rest(), body: details[side] };
  }

  async #readAll(row: Row): Promise<void> {
    while (this.#read < this.#wanted && !this.#state.isGone) {
      const wanted = this.#wanted;
      try {
        await this.#readOnce(row);
        this.#emit({ isRead: true, problem: undefined });
      } catch (error) {
        // For example during a reload: the next change, or reopening the call, queries again.
        this.#emit({ problem: error instanceof Error ? error.message : String(error) });
        return;
      }
      this.#read = wanted;
    }
  }

  async #readOnce(row: Row): Promise<void> {
    const details = readDetails(await this.#link.ask("details", [this.#id]));
    if (!details) {
      this.#emit({ isGone: true });
      return;
    }
    if (this.#described === undefined) {
      const schema = readSchema(await this.#link.ask("schema", [this.#id]));
      this.#described = schema ? "yes" : "no";
      if (schema) {
        const { buildSchema } = await import("./build-schema.ts");
        this.#emit({ schema: buildSchema(schema, row) });
      }
      this.describe(row);
    }
    this.#emit({ details });
    for (const [attempt, attemptDetails] of details.attempts.entries()) {
      await this.#readBody(attempt, "request", attemptDetails);
      await this.#readBody(attempt, "response", attemptDetails);
    }
  }

  async #readBody(attempt: number, side: Side, details: AttemptDetails): Promise<void> {
    const key = `${attempt} ${side}`;
    const body = this.#bodies.get(key) ?? new Body(this.#link, this.#id, attempt, side);
    this.#bodies.set(key, body);
    const before = body.version;
    const pace = new Pace();
    while (await body.read(details[side])) {
      this.#emit({});
      // The answers of the own page come within the same task.
      if (pace.isDue) {
        await pace.rest();
      }
    }
    if (body.version !== before) {
      this.#emit({});
    }
  }

  #emit(change: Partial<OpenedState>): void {
    this.#state = { ...this.#state, ...change, version: this.#state.version + 1 };
    for (const listener of this.#listeners) {
      listener();
    }
  }
}
