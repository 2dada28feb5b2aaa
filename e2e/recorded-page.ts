/** A page with its own recorder, for tests that query its hook. */
import type { Interceptor } from "farcall";
import {
  type CallDetails,
  type Chunks,
  type Command,
  type CommandResult,
  type DevtoolsOptions,
  type Drained,
  devtools,
  type Hook,
  hookKey,
  type Row,
  type Schema,
  type Side,
} from "farcall/devtools";
import { expect, onTestFinished, vi } from "vitest";

const page = globalThis as { [hookKey]?: Hook };

/** A recorder for one test, queried as by a panel. */
export class RecordedPage {
  readonly hook: Hook;
  readonly attach: Interceptor;
  #commands = 0;

  private constructor(options?: DevtoolsOptions) {
    this.hook = RecordedPage.install(options);
    this.attach = this.hook.attach;
  }

  /** Installs the hook without loading the code that answers. */
  static install(options?: DevtoolsOptions): Hook {
    delete page[hookKey];
    devtools(options);
    onTestFinished(() => void delete page[hookKey]);
    return page[hookKey] as unknown as Hook;
  }

  static async open(options?: DevtoolsOptions): Promise<RecordedPage> {
    const opened = new RecordedPage(options);
    await opened.hook.ready();
    return opened;
  }

  drain(after = 0, maxBytes?: number): Drained {
    return JSON.parse(this.hook.drain(after, maxBytes));
  }

  /** The only recorded call, or the last one that started. */
  get row(): Row {
    return this.drain()
      .calls.sort((a, b) => a.start - b.start)
      .at(-1) as Row;
  }

  /** Resolves with the last call once the condition is true for it. */
  rowWhen(condition: (row: Row) => unknown): Promise<Row> {
    return vi.waitFor(() => {
      const { row } = this;
      expect(condition(row), JSON.stringify(row)).toBeTruthy();
      return row;
    }, 30_000);
  }

  details(id = this.row.id): CallDetails {
    return JSON.parse(this.hook.details(id));
  }

  chunks(id: string, attempt: number, side: Side, from = 0, maxBytes?: number): Chunks {
    return JSON.parse(this.hook.chunks(id, attempt, side, from, maxBytes));
  }

  schema(id = this.row.id): Schema {
    return JSON.parse(this.hook.schema(id));
  }

  /** Returns all bytes that are kept of a body. */
  body(side: Side, { id, attempt = 0 }: { id?: string; attempt?: number } = {}): Uint8Array {
    const bytes: number[] = [];
    for (let next = 0, total = 1; next < total; ) {
      const part = this.chunks(id ?? this.row.id, attempt, side, next);
      for (const [, text] of part.chunks) {
        for (const byte of bytesOf(text)) {
          bytes.push(byte);
        }
      }
      ({ next, total } = part);
    }
    return Uint8Array.from(bytes);
  }

  command(command: Omit<Command, "id"> & { id?: string } & Record<string, unknown>): CommandResult {
    return JSON.parse(this.hook.command(JSON.stringify({ id: `command ${++this.#commands}`, ...command })));
  }
}

export function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
