/** Sends the response of a fetch handler through Node. */
import { type ServerResponse, validateHeaderValue } from "node:http";
import type { Http2ServerResponse, OutgoingHttpHeaders, ServerHttp2Stream } from "node:http2";
import type { Writable } from "node:stream";
import type { NodeResponse } from "./node-exchange.ts";

/** Headers for HTTP/1 connections, which HTTP/2 forbids and Node therefore throws on. */
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
 * Bypasses Node's HTTP/1 emulation, which ends each response in a separate frame, some turns after the last bytes: in
 * between, a client that stops uploading when it sees a response could get an error instead.
 */
export function writableOf(res: NodeResponse): ServerResponse | ServerHttp2Stream {
  return "stream" in res ? res.stream : res;
}

/**
 * Sends a response. If its headers cannot be sent, the client gets a 500; if the body fails, the connection is closed.
 */
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
      reader?.cancel().catch(() => {}); // no effect after the end
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
    console.error(`farcall: ${method} ${pathname} is answered with 500, because its response cannot be sent: ${error}`);
    sendEmpty(res, 500);
  }
}

/** Responds with a status and no body, if it is not too late. */
export function sendEmpty(res: NodeResponse, status: number): void {
  if (res.writableEnded) {
    return;
  }
  if (res.headersSent) {
    res.destroy(new Error("response cut off")); // without an error, HTTP/2 clients would take the body for complete
    return;
  }
  try {
    res.statusCode = status;
    res.end();
  } catch (error) {
    res.destroy(error as Error); // middleware has set an invalid header
  }
}

/** Writes the status and headers. If they cannot be sent, throws before sending anything. */
function begin(response: Response, res: NodeResponse, isEmpty: boolean): void {
  if (response.type === "error") {
    throw new TypeError("Response.error() has no status"); // HTTP/2 would send 200
  }
  const headers = [...headersOf(response)].map((header) => mergeWithMiddleware(res, header));
  for (const [name, value] of headers) {
    validateHeaderValue(name, String(value)); // HTTP/2 would silently drop the header
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

/** Sends the headers together with the first bytes of the body, to save a packet, unless the body is slow. */
function flushSoon(res: NodeResponse): void {
  if ("stream" in res) {
    return; // already sent
  }
  setImmediate(() => {
    try {
      if (!res.headersSent) {
        res.flushHeaders();
      }
    } catch {
      // Middleware has set an invalid header: the first write will throw, where the error is handled.
    }
  });
}

/** Merges Vary and Set-Cookie with values that middleware may have set. */
function mergeWithMiddleware(res: NodeResponse, [name, value]: Header): Header {
  const before = name === "vary" || name === "set-cookie" ? res.getHeader(name) : undefined;
  if (before === undefined) {
    return [name, value];
  }
  const all = [before, value].flat().map(String);
  return [name, name === "vary" ? all.join(", ") : all];
}

type Header = [name: string, value: string | string[]];

/** Yields the headers, cookies one by one, because a comma cannot join them. */
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
        break; // a body that is always ready would keep Node from reporting the disconnect
      }
      if (!out.write(value) && !out.destroyed) {
        await drained(out);
      }
    }
  } finally {
    out.off("close", closed);
  }
}

/** Resolves when more can be written, or when the client has disconnected. */
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
