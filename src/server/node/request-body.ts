/** The body of a Node request as a web stream. */
import type { Readable } from "node:stream";

/**
 * Reads as fast as the handler does. What the handler does not want is read on and thrown away: `Readable.toWeb` would
 * destroy the request, and over HTTP/1 the connection with it, before the client has seen why it was refused.
 */
export function requestBody(req: Readable): ReadableStream<Uint8Array> {
  let isOver = false;
  const end = (how: () => void): void => {
    if (!isOver) {
      isOver = true;
      how();
    }
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const fail = () => end(() => controller.error(new Error("the client went away")));
        req.once("aborted", fail); // without it, HTTP/2 would look as if the body had come to its end
        req.once("error", fail);
      },
      pull(controller) {
        // Not before: Node takes care of a body that nobody touches.
        if (req.listenerCount("data") === 0) {
          req.on("data", (chunk: Uint8Array) => {
            if (!isOver) {
              req.pause();
              controller.enqueue(chunk);
            }
          });
          req.once("end", () => end(() => controller.close()));
        }
        req.resume();
      },
      cancel() {
        end(() => req.resume());
      },
    },
    { highWaterMark: 0 },
  );
}
