/** Keeps answers of the server from a page until a test says so, for tests of what is shown in between. */
import type { DescMethod } from "@bufbuild/protobuf";
import type { Interceptor } from "farcall";

export interface HeldAnswers {
  interceptor: Interceptor;
  /** Lets the answers through, also those to come: all to requests with this `text`, or to those that have none. */
  letThrough(text?: string): void;
}

/** Holds back what the server says to the calls of a method, be it good or bad. */
export function holdAnswers({ name }: DescMethod): HeldAnswers {
  const gates = new Map<string | undefined, { open: () => void; opened: Promise<void> }>();
  const gateOf = (text: string | undefined) => {
    let gate = gates.get(text);
    if (!gate) {
      let open = () => {};
      const opened = new Promise<void>((resolve) => {
        open = resolve;
      });
      gate = { open, opened };
      gates.set(text, gate);
    }
    return gate;
  };
  const interceptor: Interceptor = {
    async interceptUnary(next, request, ctx) {
      try {
        return await next(request, ctx);
      } finally {
        if (ctx.method.name === name) {
          await gateOf((request as { text?: string }).text).opened;
        }
      }
    },
  };
  return { interceptor, letThrough: (text) => gateOf(text).open() };
}
