/**
 * Validates what an implementation returns: protobuf-es reads fields from any value, and would send the default message
 * for anything that is not a message.
 */
import { kindOf } from "../core/kind-of.ts";

/** The method that returned the value. */
interface Named {
  readonly name: string;
}

/** Throws unless the value is a message or an object with a message's fields. */
export function checkAnswer({ name }: Named, answer: unknown): void {
  if (typeof answer !== "object" || answer === null || Array.isArray(answer)) {
    throw new TypeError(`${name} returned ${kindOf(answer)}, expected a message or its fields`);
  }
  // Promises have been awaited by now; this one would pass for a message.
  if (isFunction((answer as { then?: unknown }).then)) {
    throw new TypeError(`${name} returned a promise, expected a message or its fields`);
  }
}

/** Returns the messages of a stream, from an array or any other iterable. */
export function answersOf({ name }: Named, answer: unknown): AsyncIterable<unknown> {
  const { [Symbol.asyncIterator]: isAsync, [Symbol.iterator]: isSync } = Object(answer);
  if (isFunction(isAsync)) {
    return answer as AsyncIterable<unknown>;
  }
  if (!isFunction(isSync)) {
    throw new TypeError(`${name} returned ${kindOf(answer)}, expected an async iterable, such as an async generator`);
  }
  return later(answer as Iterable<unknown>);
}

/** The synchronous twin of answersOf. */
export function answersOfSync({ name }: Named, answer: unknown): Iterable<unknown> {
  const { [Symbol.asyncIterator]: isAsync, [Symbol.iterator]: isSync } = Object(answer);
  if (!isFunction(isSync)) {
    const kind = isFunction(isAsync) ? "an async iterable" : kindOf(answer);
    throw new TypeError(`${name} returned ${kind}, expected an iterable, such as a generator`);
  }
  return answer as Iterable<unknown>;
}

async function* later<T>(messages: Iterable<T>): AsyncGenerator<T> {
  yield* messages;
}

function isFunction(value: unknown): boolean {
  return typeof value === "function";
}
