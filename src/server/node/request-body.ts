/** Returns the body of a Node request as a web stream. */
import type { NodeRequest, NodeResponse } from "./node-exchange.ts";
import { writableOf } from "./node-response.ts";

/**
 * Reads as fast as the handler does, and discards what the handler does not want: `Readable.toWeb` would destroy the
 * request, and over HTTP/1 its connection, before the client sees why it was rejected.
 */
export function requestBody(req: NodeRequest, res: NodeResponse): ReadableStream<Uint8Array> {
  let isOver = false;
  let isOurs = false; // whether only this stream resumes the request
  let isRead = false;
  const end = (how: () => void): void => {
    if (!isOver) {
      isOver = true;
      how();
    }
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const gone = () => end(() => controller.error(new Error("the client disconnected")));
        if (isBrokenOff(req)) {
          gone();
          return;
        }
        if (req.readableEnded) {
          end(() => controller.close());
          return;
        }
        if (req.readableFlowing) {
          isOurs = true; // middleware is listening: data that flows before the first pull would be lost
          req.pause();
        }
        req.once("aborted", gone); // without it, an aborted HTTP/2 body would look complete
        req.once("error", gone);
        req.once("close", gone);
        writableOf(res).once("finish", () =>
          end(() => {
            controller.error(new Error("the response was sent before the body was read"));
            if (isOurs) {
              req.resume(); // otherwise the connection's next request would wait forever
            }
          }),
        );
      },
      pull(controller) {
        // Only now: Node handles bodies that nobody touches.
        if (!isRead) {
          isRead = true;
          isOurs = true;
          req.on("data", (chunk: Uint8Array | string) => {
            if (isOver) {
              return;
            }
            req.pause();
            if (typeof chunk === "string") {
              end(() => controller.error(new TypeError("middleware has called req.setEncoding()")));
              req.resume();
            } else {
              // A Buffer would end up in messages, and its slice() does not copy.
              controller.enqueue(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength));
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

/** Must be checked first: over HTTP/2, an aborted body has ended too. */
function isBrokenOff(req: NodeRequest): boolean {
  return req.aborted || (req.destroyed && !req.readableEnded);
}
