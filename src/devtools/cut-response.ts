/** Simulates a response that is cut off. */
import { EnvelopeCounter } from "./envelope-counter.ts";

/** Passes this many messages, and then fails like a lost connection. */
export function cutResponse(response: Response, body: ReadableStream<Uint8Array>, cutAfter: number): Response {
  const { status, statusText, headers } = response;
  const isEnveloped = /^application\/(connect\+|grpc-web)/i.test(headers.get("content-type") ?? "");
  const counter = new EnvelopeCounter();
  const reader = body.getReader();
  const isOver = () => !(isEnveloped ? counter.messages < cutAfter : cutAfter > 0);
  const breakOff = (controller: ReadableStreamDefaultController): void => {
    controller.error(new TypeError("cut in the devtools"));
    reader.cancel().catch(() => {});
  };
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        if (isOver()) {
          breakOff(controller);
          return;
        }
        const { done, value } = await reader.read();
        if (done) {
          if (isEnveloped) {
            controller.close(); // there were fewer
          } else {
            breakOff(controller);
          }
          return;
        }
        let end = isEnveloped ? 0 : value.byteLength;
        while (end < value.byteLength && !isOver()) {
          end += counter.push(value.subarray(end), true);
        }
        controller.enqueue(value.slice(0, end));
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  return new Response(stream, { status, statusText, headers });
}
