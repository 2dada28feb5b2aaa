/** Delays responses until a test releases them, to test what is shown in the meantime. */
import type { DescMethod } from "@bufbuild/protobuf";
import type { Interceptor } from "farcall";

export interface HeldAnswers {
  interceptor: Interceptor;
  /** Releases the responses, including future ones, to requests with this `text`, or to all if there is none. */
  letThrough(text?: string): void;
}

/** Holds back the responses to the calls of a method, successful or not. */
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
