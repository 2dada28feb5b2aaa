/**
 * What an implementation answers, looked at before it is read: protobuf-es finds no field in what is no message, and
 * would send the default one.
 */
import { kindOf } from "../core/kind-of.ts";

/** The method that has answered. */
interface Named {
  readonly name: string;
}

/** Throws for what is neither a message nor an object with the fields of one. */
export function checkAnswer({ name }: Named, answer: unknown): void {
  if (typeof answer !== "object" || answer === null || Array.isArray(answer)) {
    throw new TypeError(`${name} gave ${kindOf(answer)}, expected a message or its fields`);
  }
  // What waits for itself has been waited for: this one would be taken for a message.
  if (isFunction((answer as { then?: unknown }).then)) {
    throw new TypeError(`${name} gave a promise, expected a message or its fields`);
  }
}

/** The messages of a stream. An array will do, or any other iterable. */
export function answersOf({ name }: Named, answer: unknown): AsyncIterable<unknown> {
  const { [Symbol.asyncIterator]: isAsync, [Symbol.iterator]: isSync } = Object(answer);
  if (isFunction(isAsync)) {
    return answer as AsyncIterable<unknown>;
  }
  if (!isFunction(isSync)) {
    throw new TypeError(`${name} gave ${kindOf(answer)}, expected an async iterable: an async generator does well`);
  }
  return later(answer as Iterable<unknown>);
}

/** The same for a stream that cannot wait. */
export function answersOfSync({ name }: Named, answer: unknown): Iterable<unknown> {
  const { [Symbol.asyncIterator]: isAsync, [Symbol.iterator]: isSync } = Object(answer);
  if (!isFunction(isSync)) {
    const kind = isFunction(isAsync) ? "an async iterable" : kindOf(answer);
    throw new TypeError(`${name} gave ${kind}, expected an iterable: a generator does well`);
  }
  return answer as Iterable<unknown>;
}

async function* later<T>(messages: Iterable<T>): AsyncGenerator<T> {
  yield* messages;
}

function isFunction(value: unknown): boolean {
  return typeof value === "function";
}
