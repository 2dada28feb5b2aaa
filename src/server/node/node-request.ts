/** Converts a Node request to a fetch Request. */
import { disconnectSignal } from "./disconnect-signal.ts";
import type { NodeRequest, NodeResponse } from "./node-exchange.ts";
import { isBodyRead, parsedBody, unreadableBody } from "./read-before.ts";
import { requestBody } from "./request-body.ts";

/** Returns undefined for requests that Node accepts and fetch cannot express: TRACE, or credentials in the URL. */
export function toRequest(req: NodeRequest, res: NodeResponse, url: URL): Request | undefined {
  try {
    const headers = requestHeaders(req);
    const method = req.method ?? "GET";
    const hasBody = method !== "GET" && method !== "HEAD";
    return new Request(url, {
      method,
      headers,
      signal: disconnectSignal(req, res),
      ...(hasBody && { body: bodyOf(req, res, headers), duplex: "half" }),
    });
  } catch {
    return undefined;
  }
}

/** Reads the raw headers, which HTTP/2 provides too, and which keep repeated names. */
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

function bodyOf(
  req: NodeRequest,
  res: NodeResponse,
  headers: Headers,
): ReadableStream<Uint8Array> | Uint8Array<ArrayBuffer> {
  if (!isBodyRead(req)) {
    return requestBody(req, res);
  }
  const left = parsedBody(req);
  if (!left) {
    return unreadableBody();
  }
  headers.delete("content-encoding"); // body parsers decompress
  headers.delete("content-length");
  return left;
}
