/** Lifts a synchronous handler to where fetch handlers run. */

import { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import { Deadline } from "../../core/deadline.ts";
import { hasMethods, invalidOption, positiveNumber } from "../../core/invalid-option.ts";
import { readCounted } from "../../protocol/body.ts";
import type { SyncResponse } from "../../protocol/sync/exchange.ts";
import { parseConnectTimeout, parseGrpcTimeout } from "../../protocol/timeout.ts";
import { concatBytes } from "../../wire/concat-bytes.ts";
import { largestMessageBytes } from "../../wire/message-limit.ts";
import type { Cors } from "../cors.ts";
import { encodedBody } from "../encoded-body.ts";
import { fetchEntry, type PlatformInfo } from "../fetch-entry.ts";
import type { FetchHandler } from "../fetch-handler.ts";
import { requestReader } from "../request-reader.ts";
import { refusal } from "../route.ts";
import { limitTimeout } from "../server-call.ts";
import type { RequestLimits } from "../server-config.ts";
import { textResponseSync } from "./connect-handler.ts";
import type { SyncHandler } from "./sync-handler.ts";

export interface ToFetchHandlerOptions {
  /** Which other origins may call. Default: none. */
  cors?: Cors;
  /**
   * Largest request body, in bytes as they travel, because it is kept whole. Default: four times the handler's
   * `readMaxBytes`, which is 16 MiB unless it says otherwise: a stream of requests is one body.
   */
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
  if (!hasMethods(handler, "handles") || !handler.limits) {
    throw invalidOption("the handler", handler, "one of createSyncHandler");
  }
  const { limits } = handler;
  const maxBytes = Math.min(
    positiveNumber("maxBodyBytes", maxBodyBytes) ?? 4 * limits.readMaxBytes,
    largestMessageBytes,
  );
  let isClosed = false;
  const answer = async (request: Request, info: PlatformInfo): Promise<Response> => {
    if (isClosed) {
      return toResponse(textResponseSync(refusal(request, new ConnectError(Code.Unavailable, "the server is closed"))));
    }
    const { method, url, headers } = request;
    if (!handler.handles(new URL(url).pathname)) {
      return toResponse(handler({ method, url, headers }, info)); // nobody wants to read it
    }
    const deadline = new Deadline({ timeoutMs: announcedTimeout(headers, limits), signal: request.signal });
    try {
      const body = await readCounted(requestReader(request), maxBytes, { deadline });
      return toResponse(handler({ method, url, headers, body, timeoutMs: deadline.remainingMs }, info));
    } catch (failure) {
      return toResponse(handler({ method, url, headers }, { ...info, failure }));
    } finally {
      deadline.dispose();
    }
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

/** The time that a call has, which runs while its request is read. What is malformed, the call complains of. */
function announcedTimeout(headers: Headers, limits: RequestLimits): number | undefined {
  let asked: number | undefined;
  try {
    asked = parseConnectTimeout(headers.get("connect-timeout-ms")) ?? parseGrpcTimeout(headers.get("grpc-timeout"));
  } catch {
    // Said in the words of the call, once its request has been read.
  }
  return limitTimeout(asked, limits);
}

function toResponse({ body, ...head }: SyncResponse): Response {
  const init = { ...encodedBody, ...head };
  if (Array.isArray(body)) {
    return new Response(body.length > 0 ? (concatBytes(body) as Uint8Array<ArrayBuffer>) : null, init);
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
  return new Response(stream, init);
}
