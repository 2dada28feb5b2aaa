/** Gets the body of a request, wherever an engine keeps it. */

import { hasMethods } from "../core/invalid-option.ts";

/** Throws if the body was already read: what is left would look like an empty one. */
export function requestReader(request: Request): ReadableStreamDefaultReader<Uint8Array> {
  if (request.bodyUsed || request.body?.locked) {
    throw new TypeError(
      "the request body was read before Farcall saw it: pass a clone of the request, or call the handler first",
    );
  }
  return (hasMethods(request.body, "getReader") ? (request.body as ReadableStream) : bodyOf(request)).getReader();
}

/** Firefox never has `Request.body`; a polyfill's may be a Node stream. */
function bodyOf(request: Request): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const bytes = new Uint8Array(await request.arrayBuffer());
        if (bytes.byteLength > 0) {
          controller.enqueue(bytes);
        }
        controller.close();
      },
    },
    { highWaterMark: 0 },
  );
}
