/** Turns the answer that a test gives for a method into a function that responds. */
import type { MethodKind } from "../core/method.ts";
import { isError } from "../core/realm.ts";
import type { Respond } from "./mock-book.ts";

/** @param answer a function, an error or a response: see MockAnswer */
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
      // All requests are read first, so that the test can inspect them.
      return async (requests) => {
        await readAll(requests as AsyncIterable<unknown>);
        return give();
      };
    case "bidiStream":
      return (requests) => {
        readBeside(kind, requests); // a client may wait for a response before it sends more
        return give();
      };
  }
}

/** Reads streamed requests while the call is answered, so that the test can inspect them. */
export function readBeside(kind: MethodKind, requests: unknown): void {
  if (kind === "clientStream" || kind === "bidiStream") {
    readAll(requests as AsyncIterable<unknown>).catch(() => {}); // the call itself reports it
  }
}

async function readAll(requests: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of requests) {
    // MockCall records each.
  }
}
