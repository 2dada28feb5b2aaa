/** A link to recorded calls that have ended, which responds like the page that made them. */
import type { Chunks, Drained } from "farcall/devtools";
import type { LoggedCall } from "farcall/devtools/log";
import type { Link } from "../../link.ts";
import { countOf, fieldsOf, numberOf, textOf } from "../hostile.ts";

export interface LoggedLinkOptions {
  source: NonNullable<Drained["source"]>;
  /** A sentence on why commands do not work for these calls. */
  refusal: string;
  /** Maximum number of calls; the oldest are dropped. Default: no limit. */
  maxCalls?: number;
}

interface Kept {
  readonly seq: number;
  readonly call: LoggedCall;
  /** The call with the values that `call` hides, if known. */
  readonly revealed: LoggedCall | undefined;
}

export class LoggedLink implements Link {
  readonly #options: LoggedLinkOptions;
  readonly #calls = new Map<string, Kept>();
  #gone: { seq: number; id: string }[] = [];
  #epoch = newEpoch();
  #seq = 0;
  #isRevealed = false;

  constructor(options: LoggedLinkOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#calls.size;
  }

  add(call: LoggedCall, revealed?: LoggedCall): void {
    const seq = ++this.#seq;
    // Ids of several pages may collide, so calls get new ones here.
    this.#calls.set(`${seq}`, { seq, call, revealed });
    const { maxCalls = Number.POSITIVE_INFINITY } = this.#options;
    for (const id of this.#calls.keys()) {
      if (this.#calls.size <= maxCalls) {
        break;
      }
      this.#calls.delete(id);
      this.#gone.push({ seq: ++this.#seq, id });
    }
  }

  /** Starts over for another document. */
  restart(): void {
    this.#calls.clear();
    this.#gone = [];
    this.#epoch = newEpoch();
    this.#seq = 0;
    this.#isRevealed = false;
  }

  async ask(member: Parameters<Link["ask"]>[0], [first, ...rest]: readonly (string | number)[]): Promise<string> {
    return JSON.stringify(this.#answer(member, first, rest) ?? null);
  }

  #answer(member: Parameters<Link["ask"]>[0], first: unknown, rest: readonly (string | number)[]): unknown {
    const kept = this.#calls.get(String(first));
    const call = this.#isRevealed ? (kept?.revealed ?? kept?.call) : kept?.call;
    switch (member) {
      case "drain":
        return this.#drain(Number(first));
      case "details":
        return call?.details && { ...call.details, id: String(first) };
      case "schema":
        return call?.schema;
      case "chunks":
        return call && chunksOf(call, Number(rest[0]), String(rest[1]));
      case "command":
        return this.#command(fieldsOf(JSON.parse(String(first))).do);
    }
  }

  #drain(after: number): Drained {
    const [oldest] = this.#calls.values();
    const rows = [...this.#calls].map(([id, { call, seq }]) => ({ ...fieldsOf(call.row), id, seq }));
    const now = rows.reduce((latest, row) => Math.max(latest, numberOf((row as { end?: unknown }).end)), 0);
    return {
      epoch: this.#epoch,
      timeOrigin: numberOf(oldest?.call.timeOrigin),
      now,
      seq: this.#seq,
      more: false,
      kept: rows.length,
      dropped: 0,
      faults: 0,
      transports: 1,
      paused: false,
      redacted: !this.#isRevealed,
      overrides: [],
      source: this.#options.source,
      calls: rows.filter(({ seq }) => seq > after) as never,
      gone: this.#gone.filter(({ seq }) => after > 0 && seq > after).map(({ id }) => id),
    };
  }

  #command(name: unknown): unknown {
    const [oldest] = this.#calls.values();
    if (name === "clear") {
      this.#calls.clear();
    } else if ((name === "reveal" || name === "redact") && oldest?.revealed) {
      this.#isRevealed = name === "reveal";
    } else {
      return { ok: false, error: this.#options.refusal };
    }
    return { ok: true, id: "" };
  }
}

function newEpoch(): string {
  return `log ${Math.random()}`;
}

function chunksOf({ bodies }: LoggedCall, attempt: number, side: string): Chunks {
  const body = bodies
    .map(fieldsOf)
    .find((fields) => countOf(fields.attempt) === attempt && textOf(fields.side, 20) === side);
  const chunks = Array.isArray(body?.chunks) ? body.chunks : [];
  return { chunks, first: 0, offset: 0, next: chunks.length, total: chunks.length, cut: false, carriedOver: 0 };
}
