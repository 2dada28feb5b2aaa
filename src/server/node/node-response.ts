/** Sends the response of a fetch handler through Node. */
import { type ServerResponse, validateHeaderValue } from "node:http";
import type { Http2ServerResponse, OutgoingHttpHeaders, ServerHttp2Stream } from "node:http2";
import type { Writable } from "node:stream";
import type { NodeResponse } from "./node-exchange.ts";

/** What HTTP/2 forbids, and what Node therefore throws on: these are about a connection of HTTP/1. */
const connectionHeaders = [
  "connection",
  "http2-settings",
  "keep-alive",
  "proxy-connection",
  "te",
  "transfer-encoding",
  "upgrade",
];

/**
 * Goes around Node's imitation of HTTP/1, which ends each response in a frame of its own, some turns after the last
 * bytes: a client that stops its upload as soon as it sees an answer could be told of a broken request in between.
 */
export function writableOf(res: NodeResponse): ServerResponse | ServerHttp2Stream {
  return "stream" in res ? res.stream : res;
}

/** A response whose head cannot be sent becomes a 500; one that breaks later breaks the connection. */
export async function send(response: Response, res: NodeResponse, { method, url, signal }: Request): Promise<void> {
  if (method === "HEAD" || signal.aborted || res.writableEnded) {
    response.body?.cancel().catch(() => {});
  }
  if (signal.aborted || res.writableEnded) {
    return;
  }
  const out = writableOf(res);
  try {
    const reader = method === "HEAD" ? undefined : response.body?.getReader();
    try {
      begin(response, res, !reader);
      if (reader) {
        flushSoon(res);
        await writeAll(reader, out);
      }
    } finally {
      reader?.cancel().catch(() => {}); // does nothing after the end
    }
    out.end();
  } catch (error) {
    if (signal.aborted) {
      return;
    }
    if (res.headersSent) {
      res.destroy(error as Error);
      return;
    }
    for (const name of response.headers.keys()) {
      res.removeHeader(name);
    }
    const { pathname } = new URL(url);
    console.error(`farcall: ${method} ${pathname} is answered with 500, for its response cannot be sent: ${error}`);
    sendEmpty(res, 500);
  }
}

/** Answers with a status and nothing else, if it is not too late. */
export function sendEmpty(res: NodeResponse, status: number): void {
  if (res.writableEnded) {
    return;
  }
  if (res.headersSent) {
    res.destroy(new Error("broken off")); // without an error, HTTP/2 would let a half look like the whole
    return;
  }
  try {
    res.statusCode = status;
    res.end();
  } catch (error) {
    res.destroy(error as Error); // a middleware has set what cannot be sent
  }
}

/** Throws if the head cannot be sent. Nothing has been sent then. */
function begin(response: Response, res: NodeResponse, isEmpty: boolean): void {
  if (response.type === "error") {
    throw new TypeError("Response.error() has no status"); // HTTP/2 would send 200
  }
  const headers = [...headersOf(response)].map((header) => mergeWithMiddleware(res, header));
  for (const [name, value] of headers) {
    validateHeaderValue(name, String(value)); // which HTTP/2 would not do: the header would get lost
  }
  if ("stream" in res) {
    res.stream.respond(http2Head(response, res, headers), { endStream: isEmpty });
    return;
  }
  res.statusCode = response.status;
  for (const [name, value] of headers) {
    res.setHeader(name, value);
  }
}

/** A head goes with the first bytes of its body, which spares a packet; or by itself if they are not there at once. */
function flushSoon(res: NodeResponse): void {
  if ("stream" in res) {
    return; // it has gone already
  }
  setImmediate(() => {
    try {
      if (!res.headersSent) {
        res.flushHeaders();
      }
    } catch {
      // A middleware has set what cannot be sent: the first bytes will say so, to somebody who can handle it.
    }
  });
}

/** Middleware may have set cookies or Vary already: keep those next to ours. */
function mergeWithMiddleware(res: NodeResponse, [name, value]: Header): Header {
  const before = name === "vary" || name === "set-cookie" ? res.getHeader(name) : undefined;
  if (before === undefined) {
    return [name, value];
  }
  const all = [before, value].flat().map(String);
  return [name, name === "vary" ? all.join(", ") : all];
}

type Header = [name: string, value: string | string[]];

/** Cookies cannot be joined by a comma. */
export function* headersOf({ headers }: Response): Iterable<Header> {
  for (const [name, value] of headers) {
    if (name !== "set-cookie") {
      yield [name, value];
    }
  }
  const cookies = headers.getSetCookie();
  if (cookies.length > 0) {
    yield ["set-cookie", cookies];
  }
}

function http2Head({ status }: Response, res: Http2ServerResponse, headers: Header[]): OutgoingHttpHeaders {
  const head = { ...res.getHeaders(), ...Object.fromEntries(headers), ":status": status };
  return Object.fromEntries(Object.entries(head).filter(([name]) => !connectionHeaders.includes(name)));
}

async function writeAll(reader: ReadableStreamDefaultReader<Uint8Array>, out: Writable): Promise<void> {
  const closed = () => void reader.cancel().catch(() => {});
  out.once("close", closed);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done || out.destroyed) {
        break; // a body that is always ready would not let Node tell that it was closed
      }
      if (!out.write(value) && !out.destroyed) {
        await drained(out);
      }
    }
  } finally {
    out.off("close", closed);
  }
}

/** Resolves when more can be written, and also when nobody reads any more. */
function drained(out: Writable): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      out.off("drain", done);
      out.off("close", done);
      resolve();
    };
    out.once("drain", done);
    out.once("close", done);
  });
}
