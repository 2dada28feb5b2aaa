/**
 * A response whose body is canceled one task after its client has left. WebKit ends a service worker whose stream does
 * much during its cancellation, as a server that aborts a call does, and answers none of the later requests.
 */
export function withLateCancel(response: Response): Response {
  const { body } = response;
  if (!body) {
    return response;
  }
  const reader = body.getReader();
  let isCanceled = false;
  const relay = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await reader.read();
        if (isCanceled) {
          return;
        }
        if (done) {
          controller.close();
        } else {
          controller.enqueue(value);
        }
      },
      cancel(reason) {
        isCanceled = true;
        setTimeout(() => reader.cancel(reason).catch(() => {}), 0);
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(relay, response);
}
