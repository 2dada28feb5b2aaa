/** From what a test says that a method answers to a function that does. */
import type { MethodKind } from "../core/method.ts";
import { isError } from "../core/realm.ts";
import type { Respond } from "./mock-book.ts";

/** @param answer a function, an error, or what to answer with: see MockAnswer */
export function respondWith(kind: MethodKind, answer: unknown): Respond {
  if (typeof answer === "function") {
    return (request, ctx) => answer(request, ctx);
  }
  const give = (): unknown => {
    if (isError(answer)) {
      throw answer;
    }
    return answer;
  };
  switch (kind) {
    case "unary":
    case "serverStream":
      return give;
    case "clientStream":
      // All requests are read first, so that the test can look at them.
      return async (requests) => {
        await readAll(requests as AsyncIterable<unknown>);
        return give();
      };
    case "bidiStream":
      return (requests) => {
        readBeside(kind, requests); // whoever holds a conversation may wait for an answer before it goes on
        return give();
      };
  }
}

/** Reads the requests of a call, if it streams any, while it is answered: the test wants to look at them. */
export function readBeside(kind: MethodKind, requests: unknown): void {
  if (kind === "clientStream" || kind === "bidiStream") {
    readAll(requests as AsyncIterable<unknown>).catch(() => {}); // the call itself tells of it
  }
}

async function readAll(requests: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of requests) {
    // The call notes each.
  }
}
