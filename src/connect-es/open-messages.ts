/** Opens Farcall's lazy streams for connect-es interceptors, which receive a response once it has started. */
import type { StreamResponse } from "@connectrpc/connect";
import { Metadata } from "../core/metadata.ts";
import type { RequestContext } from "../core/request-context.ts";
import { toConnectEsError } from "./es-error.ts";
import { esMethod } from "./es-method.ts";

/** Starts reading, and resolves at the response headers, the first message or the end, whichever comes first. */
export async function openMessages(messages: AsyncIterable<unknown>, ctx: RequestContext): Promise<StreamResponse> {
  const iterator = messages[Symbol.asyncIterator]();
  const hasBegun = new Promise<void>((resolve) => {
    const { onResponse } = ctx;
    ctx.onResponse = () => {
      onResponse?.();
      resolve();
    };
  });
  const first = iterator.next();
  const method = esMethod(ctx.method);
  try {
    await Promise.race([hasBegun, first]);
  } catch (reason) {
    throw toConnectEsError(reason);
  }
  first.catch(() => {}); // reported to the reader of the messages
  const trailer = new Metadata();
  async function* rest() {
    let isOver = false;
    try {
      let read = await first;
      while (!read.done) {
        yield read.value;
        read = await iterator.next();
      }
      isOver = true;
    } catch (reason) {
      isOver = true;
      throw toConnectEsError(reason);
    } finally {
      trailer.appendAll(ctx.responseTrailers);
      if (!isOver) {
        await iterator.return?.();
      }
    }
  }
  return {
    stream: true,
    service: method.parent,
    method,
    header: ctx.responseHeaders,
    trailer,
    message: rest(),
  } as StreamResponse;
}
