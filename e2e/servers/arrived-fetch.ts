/**
 * A fetch that resolves once the body has begun to arrive. A client waits only a second for the text of a refused
 * response: with this, that second does not run while a busy server is still writing it.
 */
export async function arrivedFetch(url: string | URL, init?: RequestInit): Promise<Response> {
  const response = await fetch(url, init);
  const reader = response.body?.getReader();
  if (!reader) {
    return response;
  }
  let next = await reader.read();
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      if (next.done) {
        controller.close();
        return;
      }
      controller.enqueue(next.value);
      next = await reader.read();
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return new Response(body, response);
}
