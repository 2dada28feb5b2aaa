/** Converts a synchronous handler to a fetch handler. */

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
  /** Origins that may make cross-origin calls. Default: none. */
  cors?: Cors;
  /**
   * Largest request body, in bytes before decompression, because it is held in memory. Default: four times the
   * handler's `readMaxBytes` (16 MiB by default), because a stream of requests is one body.
   */
  maxBodyBytes?: number;
}

/**
 * Converts a synchronous handler to a fetch handler: for service workers, edge runtimes, and Node through
 * `farcall/server/node`. The request is read to its end first. Response messages are produced one by one, as fast as
 * the client reads them, yielding to other work in between.
 *
 * @example
 * http.createServer(createNodeHandler(toFetchHandler(handler, { cors: true }))).listen(8080);
 */
export function toFetchHandler(handler: SyncHandler, { cors, maxBodyBytes }: ToFetchHandlerOptions = {}): FetchHandler {
  if (!hasMethods(handler, "handles") || !handler.limits) {
    throw invalidOption("the handler", handler, "a handler from createSyncHandler");
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
      return toResponse(handler({ method, url, headers }, info)); // the body would not be read
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

/** Returns the timeout of a call, which includes reading its request. The call itself reports malformed ones. */
function announcedTimeout(headers: Headers, limits: RequestLimits): number | undefined {
  let asked: number | undefined;
  try {
    asked = parseConnectTimeout(headers.get("connect-timeout-ms")) ?? parseGrpcTimeout(headers.get("grpc-timeout"));
  } catch {
    // Reported by the call, in its protocol, once its request has been read.
  }
  return limitTimeout(asked, limits);
}

function toResponse({ body, ...head }: SyncResponse): Response {
  const init = { ...encodedBody, ...head };
  if (Array.isArray(body)) {
    return new Response(body.length > 0 ? concatBytes(body) : null, init);
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
