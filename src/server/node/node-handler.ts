/** Runs a fetch handler under node:http and node:http2, as a request listener or as a middleware. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Http2ServerRequest, Http2ServerResponse, ServerHttp2Stream } from "node:http2";
import type { Writable } from "node:stream";
import type { FetchHandler } from "../fetch-handler.ts";
import { requestBody } from "./request-body.ts";

type NodeRequest = IncomingMessage | Http2ServerRequest;
type NodeResponse = ServerResponse | Http2ServerResponse;

/** A request listener; with `next`, a middleware that leaves paths it does not serve to the others. */
export type NodeHandler = (req: NodeRequest, res: NodeResponse, next?: () => void) => void;

/**
 * Adapts a fetch handler to Node: to node:http, node:https and node:http2, and as a middleware to Vite, Connect and
 * Express. A client that disconnects aborts the request's signal; a client that reads slowly slows the response down.
 *
 * Over HTTP/2, requests and responses of a stream flow at the same time.
 *
 * @example
 * http.createServer(createNodeHandler(handler)).listen(8080);
 */
export function createNodeHandler(handler: FetchHandler): NodeHandler {
  return (req, res, next) => {
    const request = toRequest(req, res);
    if (next && !(request && handler.handles(new URL(request.url).pathname))) {
      next();
      return;
    }
    if (!request) {
      res.statusCode = 400;
      res.end();
      return;
    }
    const { remoteAddress, remotePort } = req.socket;
    const info = remoteAddress ? { clientAddress: `${remoteAddress}:${remotePort}` } : {};
    handler(request, info)
      .then((response) => send(response, res, request))
      // Only a broken connection gets here: the handler answers everything else.
      .catch((error) => res.destroy(error as Error));
  };
}

/** Undefined for what Node lets through and fetch does not know: the method TRACE, or a host that is none. */
function toRequest(req: NodeRequest, res: NodeResponse): Request | undefined {
  const gone = new AbortController();
  res.once("close", () => {
    if (!isComplete(res)) {
      gone.abort();
    }
  });
  const scheme = "encrypted" in req.socket ? "https" : "http";
  const host = req.headers[":authority"] ?? req.headers.host ?? "localhost";
  const hasBody = req.method !== "GET" && req.method !== "HEAD";
  try {
    return new Request(new URL(req.url ?? "/", `${scheme}://${host}`), {
      method: req.method ?? "GET",
      headers: requestHeaders(req),
      signal: gone.signal,
      ...(hasBody && { body: requestBody(req), duplex: "half" }),
    });
  } catch {
    return undefined;
  }
}

/** Whether a response that is closed was sent whole. Over HTTP/2, `writableFinished` tells nothing about that. */
function isComplete(res: NodeResponse): boolean {
  return "stream" in res ? res.stream.rstCode === 0 && !res.stream.aborted : res.writableFinished;
}

/** From the raw headers, which HTTP/2 has as well, and in which a name that came twice is there twice. */
function requestHeaders({ rawHeaders }: NodeRequest): Headers {
  const headers = new Headers();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const [name = "", value = ""] = rawHeaders.slice(index, index + 2);
    if (!name.startsWith(":")) {
      headers.append(name, value);
    }
  }
  return headers;
}

async function send(response: Response, res: NodeResponse, { method, signal }: Request): Promise<void> {
  const body = method === "HEAD" ? null : response.body;
  if (signal.aborted) {
    await body?.cancel();
    return;
  }
  const out = "stream" in res ? beginHttp2(response, res, body === null) : beginHttp1(response, res);
  if (body) {
    await writeAll(body, out);
  }
  out.end();
}

function beginHttp1(response: Response, res: ServerResponse): Writable {
  res.statusCode = response.status;
  for (const [name, value] of headersOf(response)) {
    res.setHeader(name, value);
  }
  return res;
}

/**
 * Goes around Node's imitation of HTTP/1, which ends each response in a frame of its own, some turns after the last
 * bytes: a client that stops its upload as soon as it sees an answer could be told of a broken request in between.
 */
function beginHttp2(response: Response, res: Http2ServerResponse, endStream: boolean): ServerHttp2Stream {
  const headers = { ...res.getHeaders(), ...Object.fromEntries(headersOf(response)), ":status": response.status };
  res.stream.respond(headers, { endStream });
  return res.stream;
}

function* headersOf({ headers }: Response): Iterable<[name: string, value: string | string[]]> {
  for (const [name, value] of headers) {
    yield [name, name === "set-cookie" ? headers.getSetCookie() : value]; // cookies cannot be joined by a comma
  }
}

async function writeAll(body: ReadableStream<Uint8Array>, res: Writable): Promise<void> {
  const reader = body.getReader();
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
}

/** Resolves when more can be written, and also when nobody reads any more. */
function drained(res: Writable): Promise<void> {
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
