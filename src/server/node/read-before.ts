/** Requests whose body was read before the handler ran, by Express's body parsers for example. */
import { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import { isBytes } from "../../core/realm.ts";
import type { NodeRequest } from "./node-exchange.ts";

/** Returns true if part of the body is gone. An empty body never is: it has ended, with nothing missing. */
export function isBodyRead(req: NodeRequest): boolean {
  // Over HTTP/2, an aborted body may look read. A data listener means that somebody is reading; without one, a chunk
  // may have been put back.
  return !req.aborted && req.readableDidRead && (req.readableEnded || req.listenerCount("data") > 0);
}

/** Returns the body as a parser left it in `req.body`, JSON serialized again; undefined if there is none. */
export function parsedBody(req: NodeRequest & { body?: unknown }): Uint8Array<ArrayBuffer> | undefined {
  const { body } = req;
  if (isBytes(body)) {
    return new Uint8Array(body); // a copy that is not a Buffer
  }
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return text === undefined ? undefined : new TextEncoder().encode(text);
}

/** Returns a body that errors when it is read: the bytes are gone, and waiting for them would never end. */
export function unreadableBody(): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      pull() {
        const error = new ConnectError(
          Code.Internal,
          "the request body was read before Farcall saw it: put createNodeHandler in front of body parsers",
        );
        console.error(error.message);
        throw error;
      },
    },
    { highWaterMark: 0 },
  );
}
