import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BatchSource, batchSourceOf, MessageIterator } from "./message-stream.ts";

/** Returns these batches, then fails or ends; counts the requests for them. */
class ScriptedSource implements BatchSource<number> {
  pulls = 0;
  cancels = 0;
  stopped: unknown;
  readonly #batches: number[][];
  readonly #failure: Error | undefined;

  constructor(batches: number[][], failure?: Error) {
    this.#batches = batches;
    this.#failure = failure;
  }

  async pull(): Promise<number[] | undefined> {
    const batch = this.#batches[this.pulls++];
    if (this.stopped || (!batch && this.#failure)) {
      throw this.stopped ?? this.#failure;
    }
    return batch;
  }

  async cancel(): Promise<void> {
    this.cancels++;
  }
}

const done = { done: true, value: undefined };
const item = (value: number) => ({ done: false, value });

async function collect<T>(messages: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const message of messages) {
    all.push(message);
  }
  return all;
}

describe("MessageIterator", () => {
  it("iterates over single messages, whatever batches they came in", async () => {
    const batches = fc.array(fc.array(fc.integer(), { minLength: 1, maxLength: 4 }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(batches, async (script) => {
        const source = new ScriptedSource(script);
        expect(await collect(new MessageIterator(source))).toEqual(script.flat());
        expect(source).toMatchObject({ pulls: script.length + 1, cancels: 0 });
      }),
    );
  });

  it("keeps the order for concurrent readers", async () => {
    const batches = fc.array(fc.array(fc.integer(), { minLength: 1, maxLength: 4 }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(batches, fc.nat(25), async (script, readers) => {
        const messages = new MessageIterator(new ScriptedSource(script));
        const results = await Promise.all(Array.from({ length: readers }, () => messages.next()));
        const expected = script.flat().map(item);
        expect(results).toEqual(Array.from({ length: readers }, (_, index) => expected[index] ?? done));
      }),
    );
  });

  it("pulls only when a message is requested and none is left", async () => {
    const source = new ScriptedSource([[1, 2], [3]]);
    const messages = new MessageIterator(source);
    expect(source.pulls).toBe(0);
    await messages.next();
    await messages.next();
    expect(source.pulls).toBe(1);
  });

  it("fails once, after the preceding messages, and is then done", async () => {
    const source = new ScriptedSource([[1]], new Error("broken"));
    const messages = new MessageIterator(source);
    expect(await messages.next()).toEqual(item(1));
    await expect(messages.next()).rejects.toThrow("broken");
    expect(await messages.next()).toEqual(done);
    expect(await messages.return()).toEqual(done);
    expect(source).toMatchObject({ pulls: 2, cancels: 0 });
  });

  it("stays done, without pulling again", async () => {
    const source = new ScriptedSource([[1]]);
    const messages = new MessageIterator(source);
    await collect(messages);
    expect(await messages.next()).toEqual(done);
    expect(source.pulls).toBe(2);
  });

  it("cancels the source once when it is closed early", async () => {
    const source = new ScriptedSource([[1, 2], [3]]);
    const messages = new MessageIterator(source);
    for await (const message of messages) {
      expect(message).toBe(1);
      break;
    }
    expect(await messages.return()).toEqual(done);
    expect(await messages.next()).toEqual(done);
    expect(source).toMatchObject({ pulls: 1, cancels: 1 });
  });

  it("cancels a source that was never read", async () => {
    const source = new ScriptedSource([[1]]);
    await new MessageIterator(source).return();
    expect(source).toMatchObject({ pulls: 0, cancels: 1 });
  });

  it("throw() cancels the source and rejects with the given error", async () => {
    const source = new ScriptedSource([[1, 2]]);
    const messages = new MessageIterator(source);
    await messages.next();
    await expect(messages.throw(new Error("mine"))).rejects.toThrow("mine");
    expect(await messages.next()).toEqual(done);
    expect(source.cancels).toBe(1);
  });

  it("discards what arrives for a reader that has stopped", async () => {
    const source = new ScriptedSource([[1]]);
    const messages = new MessageIterator(source);
    const pending = messages.next();
    await messages.return();
    expect(await pending).toEqual(done);
  });

  it("hands out nothing once the source has stopped, not even what has arrived", async () => {
    const source = new ScriptedSource([[1, 2, 3]]);
    const messages = new MessageIterator(source);
    await messages.next();
    source.stopped = new Error("canceled");
    await expect(messages.next()).rejects.toThrow("canceled");
    expect(await messages.next()).toEqual(done);
  });
});

describe("batchSourceOf", () => {
  it("returns the source of an iterator that was never read", () => {
    const source = new ScriptedSource([[1]]);
    expect(batchSourceOf(new MessageIterator(source))).toBe(source);
  });

  it("does not return the source of an iterator that has started, which would lose messages", async () => {
    const source = new ScriptedSource([[1, 2], [3]]);
    const messages = new MessageIterator(source);
    await messages.next();
    const rest = batchSourceOf(messages);
    expect(rest).not.toBe(source);
    expect(await collect(new MessageIterator(rest))).toEqual([2, 3]);
  });

  it.each(["is reading", "has ended"])("does not return the source of an iterator that %s", async (state) => {
    const source = new ScriptedSource([[1]]);
    const messages = new MessageIterator(source);
    const pending = state === "is reading" ? messages.next() : messages.return();
    expect(batchSourceOf(messages)).not.toBe(source);
    await pending;
  });

  it("reads any other iterable, and closes it when it is canceled", async () => {
    let closed = 0;
    async function* numbers() {
      try {
        yield 1;
        yield 2;
      } finally {
        closed++;
      }
    }
    expect(await collect(new MessageIterator(batchSourceOf(numbers())))).toEqual([1, 2]);
    const source = batchSourceOf(numbers());
    expect(await source.pull()).toEqual([1]);
    await source.cancel();
    expect(closed).toBe(2);
  });

  it("fails as the iterable does", async () => {
    async function* numbers() {
      yield 1;
      throw new Error("broken");
    }
    const source = batchSourceOf(numbers());
    expect(await source.pull()).toEqual([1]);
    await expect(source.pull()).rejects.toThrow("broken");
  });
});
