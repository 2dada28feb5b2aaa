/** Sends requests by synchronous XMLHttpRequest, the only way to block in a browser. */
import { Code } from "../../../core/code.ts";
import { ConnectError } from "../../../core/connect-error.ts";
import type { SyncRequest, SyncSend } from "../../../protocol/sync/exchange.ts";

export interface XhrSendOptions {
  withCredentials: boolean;
  allowMainThread: boolean;
}

/** XMLHttpRequest accepts whole milliseconds, in 32 bits. */
const longestTimeoutMs = 2 ** 31 - 1;

/**
 * Creates a sender. Throws failed_precondition where there is no XMLHttpRequest, and on a main thread unless allowed.
 */
export function xhrSend({ withCredentials, allowMainThread }: XhrSendOptions): SyncSend {
  if (!("XMLHttpRequest" in globalThis)) {
    throw new ConnectError(
      Code.FailedPrecondition,
      "a synchronous call needs XMLHttpRequest, which Node and service workers do not have: pass a function as the option send",
    );
  }
  const inWorker = "WorkerGlobalScope" in globalThis;
  if (!inWorker && !allowMainThread) {
    throw new ConnectError(
      Code.FailedPrecondition,
      "a synchronous call on the main thread freezes the page until the response arrives: call from a worker, use createClient of farcall, or set allowMainThread",
    );
  }
  const prepare = inWorker ? prepareInWorker : prepareInWindow;
  return (request) => {
    const xhr = new XMLHttpRequest();
    xhr.open(request.method, request.url, false);
    xhr.withCredentials = withCredentials;
    for (const [name, value] of request.headers) {
      xhr.setRequestHeader(name, value);
    }
    const readBody = prepare(xhr, request);
    xhr.send((request.body ?? null) as Uint8Array<ArrayBuffer> | null);
    return isRedirected(xhr, request)
      ? { status: 0, headers: new Headers({ location: xhr.responseURL }), body: [] }
      : { status: xhr.status, headers: responseHeaders(xhr), body: [readBody()] };
  };
}

function prepareInWorker(xhr: XMLHttpRequest, { timeoutMs }: SyncRequest): () => Uint8Array {
  xhr.responseType = "arraybuffer";
  if (timeoutMs !== undefined) {
    xhr.timeout = Math.min(Math.ceil(timeoutMs), longestTimeoutMs);
  }
  return () => new Uint8Array((xhr.response as ArrayBuffer | null) ?? []);
}

/**
 * A window's synchronous request may have neither a response type nor a timeout. This charset decodes bytes from 0x80
 * up as U+F780 to U+F7FF, so that the low byte of every character is the original byte. (A byte order mark would take
 * precedence: no envelope, JSON text or protobuf message starts with one.)
 */
function prepareInWindow(xhr: XMLHttpRequest): () => Uint8Array {
  xhr.overrideMimeType("text/plain; charset=x-user-defined");
  return () => {
    const text = xhr.responseText;
    const bytes = new Uint8Array(text.length);
    for (let index = 0; index < bytes.byteLength; index++) {
      bytes[index] = text.charCodeAt(index);
    }
    return bytes;
  };
}

/**
 * XMLHttpRequest follows every redirect; other calls stop at them, because another server would be answering. So a
 * redirected response is replaced by what fetch returns for a redirect.
 */
function isRedirected(xhr: XMLHttpRequest, { url }: SyncRequest): boolean {
  return xhr.responseURL !== "" && xhr.responseURL !== new URL(url).href;
}

function responseHeaders(xhr: XMLHttpRequest): Headers {
  const headers = new Headers();
  for (const line of xhr.getAllResponseHeaders().split("\r\n")) {
    const colon = line.indexOf(":");
    if (colon > 0) {
      headers.append(line.slice(0, colon), line.slice(colon + 1));
    }
  }
  return headers;
}
