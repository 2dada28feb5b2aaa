/** The body of a request, wherever an engine has it. */

import { hasMethods } from "../core/invalid-option.ts";

/** Throws if something in front has read the body: what is left would look like an empty one. */
export function requestReader(request: Request): ReadableStreamDefaultReader<Uint8Array> {
  if (request.bodyUsed || request.body?.locked) {
    throw new TypeError("the request's body was read before Farcall saw it: give the handler a clone, or go first");
  }
  return (hasMethods(request.body, "getReader") ? (request.body as ReadableStream) : bodyOf(request)).getReader();
}

/** Firefox has no `Request.body`, whether there is a body or not; that of a polyfill may be a stream of Node's. */
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
