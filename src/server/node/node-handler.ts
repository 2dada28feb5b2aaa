/** Runs a fetch handler under node:http, as a request listener or as a middleware of Vite, Connect or Express. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import type { FetchHandler } from "../fetch-handler.ts";

/** A request listener; with `next`, a middleware that leaves paths it does not serve to the others. */
export type NodeHandler = (req: IncomingMessage, res: ServerResponse, next?: () => void) => void;

/**
 * Adapts a fetch handler to Node. A client that disconnects aborts the request's signal; a client that reads slowly
 * slows the response down.
 *
 * @example
 * http.createServer(createNodeHandler(handler)).listen(8080);
 */
export function createNodeHandler(handler: FetchHandler): NodeHandler {
  return (req, res, next) => {
    const request = toRequest(req, res);
    if (next && !handler.handles(new URL(request.url).pathname)) {
      next();
      return;
    }
    const { remoteAddress, remotePort } = req.socket;
    const info = remoteAddress ? { clientAddress: `${remoteAddress}:${remotePort}` } : {};
    handler(request, info)
      .then((response) => send(response, res))
      // Only a broken connection gets here: the handler answers everything else.
      .catch((error) => res.destroy(error as Error));
  };
}

function toRequest(req: IncomingMessage, res: ServerResponse): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(req.headersDistinct)) {
    for (const single of name.startsWith(":") ? [] : (value ?? [])) {
      headers.append(name, single);
    }
  }
  const gone = new AbortController();
  res.once("close", () => {
    if (!res.writableFinished) {
      gone.abort();
    }
  });
  const scheme = "encrypted" in req.socket ? "https" : "http";
  const hasBody = req.method !== "GET" && req.method !== "HEAD";
  return new Request(new URL(req.url ?? "/", `${scheme}://${req.headers.host ?? "localhost"}`), {
    method: req.method ?? "GET",
    headers,
    signal: gone.signal,
    ...(hasBody && { body: Readable.toWeb(req) as ReadableStream, duplex: "half" }),
  });
}

async function send(response: Response, res: ServerResponse): Promise<void> {
  res.writeHead(response.status, Object.fromEntries(response.headers));
  if (!response.body) {
    res.end();
    return;
  }
  const reader = response.body.getReader();
  const closed = () => void reader.cancel().catch(() => {});
  res.once("close", closed);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        break;
      }
      if (!res.write(value)) {
        await drained(res);
      }
    }
  } finally {
    res.off("close", closed);
  }
  res.end();
}

/** Resolves when more can be written, and also when nobody reads any more. */
function drained(res: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      res.off("drain", done);
      res.off("close", done);
      resolve();
    };
    res.once("drain", done);
    res.once("close", done);
  });
}
