/** Requests whose body something in front has read: what Express's body parsers do, for example. */
import { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import { isBytes } from "../../core/realm.ts";
import type { NodeRequest } from "./node-exchange.ts";

/** False for a body that was empty: it has an end, and nothing of it is missing. */
export function isBodyRead(req: NodeRequest): boolean {
  // What broke off may look read over HTTP/2. With a listener there is somebody who reads right now; without one, a piece may have been put back.
  return !req.aborted && req.readableDidRead && (req.readableEnded || req.listenerCount("data") > 0);
}

/** The body as a parser left it in `req.body`, undefined if none did. What was JSON becomes JSON again. */
export function parsedBody(req: NodeRequest & { body?: unknown }): Uint8Array<ArrayBuffer> | undefined {
  const { body } = req;
  if (isBytes(body)) {
    return new Uint8Array(body); // a copy, and no Buffer
  }
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return text === undefined ? undefined : new TextEncoder().encode(text);
}

/** Errors when it is read: the bytes are gone, and waiting for them would never end. */
export function unreadableBody(): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      pull() {
        const error = new ConnectError(
          Code.Internal,
          "the request's body was read before Farcall saw it: put createNodeHandler in front of body parsers",
        );
        console.error(error.message);
        throw error;
      },
    },
    { highWaterMark: 0 },
  );
}
