/** Lifts a synchronous handler to where fetch handlers run. */
import { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import { Deadline } from "../../core/deadline.ts";
import { numberOption } from "../../core/number-option.ts";
import { readBody } from "../../protocol/body.ts";
import type { SyncResponse } from "../../protocol/sync-exchange.ts";
import { concatBytes } from "../../wire/concat-bytes.ts";
import { largestMessageBytes } from "../../wire/message-limit.ts";
import type { Cors } from "../cors.ts";
import { fetchEntry } from "../fetch-entry.ts";
import type { FetchHandler } from "../fetch-handler.ts";
import { refusal } from "../route.ts";
import { textResponseSync } from "./connect-handler.ts";
import type { SyncHandler } from "./sync-handler.ts";

export interface ToFetchHandlerOptions {
  /** Which other origins may call. Default: none. */
  cors?: Cors;
  /** Largest request body, in bytes as they travel, for it is kept whole. Default: 2 GiB. */
  maxBodyBytes?: number;
}

/**
 * Makes a fetch handler of a synchronous one: for service workers, edge runtimes, and Node through
 * `farcall/server/node`. A request is read to its end first. The messages of a response are made one by one, as fast as
 * the client reads them, and other work is done in between.
 *
 * @example
 * http.createServer(createNodeHandler(toFetchHandler(handler, { cors: true }))).listen(8080);
 */
export function toFetchHandler(handler: SyncHandler, { cors, maxBodyBytes }: ToFetchHandlerOptions = {}): FetchHandler {
  const maxBytes = Math.min(numberOption("maxBodyBytes", maxBodyBytes) ?? Infinity, largestMessageBytes);
  let isClosed = false;
  const answer = async (request: Request, clientAddress: string | undefined): Promise<Response> => {
    if (isClosed) {
      return toResponse(textResponseSync(refusal(request, new ConnectError(Code.Unavailable, "the server is closed"))));
    }
    const { method, url, headers } = request;
    let body: Uint8Array;
    try {
      body = await readWhole(request, maxBytes);
    } catch (error) {
      return toResponse(textResponseSync(refusal(request, ConnectError.from(error))));
    }
    return toResponse(handler({ method, url, headers, body }, clientAddress === undefined ? {} : { clientAddress }));
  };
  return Object.assign(fetchEntry(cors, answer), {
    fullDuplex: false,
    handles: (path: string) => handler.handles(path),
    ready: async () => {},
    async close() {
      isClosed = true;
    },
  });
}

async function readWhole(request: Request, maxBytes: number): Promise<Uint8Array> {
  const deadline = new Deadline({ signal: request.signal });
  try {
    return await readBody(request, maxBytes, { deadline });
  } finally {
    deadline.dispose();
  }
}

function toResponse({ body, ...head }: SyncResponse): Response {
  if (Array.isArray(body)) {
    return new Response(body.length > 0 ? (concatBytes(body) as Uint8Array<ArrayBuffer>) : null, head);
  }
  const chunks = body[Symbol.iterator]();
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const { done, value } = chunks.next();
        if (done) {
          controller.close();
        } else {
          controller.enqueue(value);
        }
      },
      cancel() {
        chunks.return?.();
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(stream, head);
}
