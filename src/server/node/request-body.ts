/** The body of a Node request as a web stream. */
import type { NodeRequest, NodeResponse } from "./node-exchange.ts";
import { writableOf } from "./node-response.ts";

/**
 * Reads as fast as the handler does. What the handler does not want is read on and thrown away: `Readable.toWeb` would
 * destroy the request, and over HTTP/1 the connection with it, before the client has seen why it was refused.
 */
export function requestBody(req: NodeRequest, res: NodeResponse): ReadableStream<Uint8Array> {
  let isOver = false;
  let isOurs = false; // whether nobody but us makes it flow
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
        const gone = () => end(() => controller.error(new Error("the client went away")));
        if (isBrokenOff(req)) {
          gone();
          return;
        }
        if (req.readableEnded) {
          end(() => controller.close());
          return;
        }
        if (req.readableFlowing) {
          isOurs = true; // somebody in front watches: what flows before we do would be lost to us
          req.pause();
        }
        req.once("aborted", gone); // without it, HTTP/2 would look as if the body had come to its end
        req.once("error", gone);
        req.once("close", gone);
        writableOf(res).once("finish", () =>
          end(() => {
            controller.error(new Error("the response was sent before the body was read"));
            if (isOurs) {
              req.resume(); // or the connection's next request would wait behind it for ever
            }
          }),
        );
      },
      pull(controller) {
        // Not before: Node takes care of a body that nobody touches.
        if (!isRead) {
          isRead = true;
          isOurs = true;
          req.on("data", (chunk: Uint8Array | string) => {
            if (isOver) {
              return;
            }
            req.pause();
            if (typeof chunk === "string") {
              end(() => controller.error(new TypeError("something in front has called req.setEncoding()")));
              req.resume();
            } else {
              // A Buffer would get into messages, and its slice() copies nothing.
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

/** Asked first, for over HTTP/2 what was broken off has an end as well. */
function isBrokenOff(req: NodeRequest): boolean {
  return req.aborted || (req.destroyed && !req.readableEnded);
}
