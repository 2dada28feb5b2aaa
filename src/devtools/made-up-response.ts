/** Creates simulated responses. */
import { decodeBase64 } from "../wire/base64.ts";
import type { MadeUpAnswer } from "./hook.ts";
import { waitMs } from "./wait.ts";

/** Statuses whose responses cannot have a body. */
export const nullBodyStatuses = [204, 205, 304];

/** The body arrives chunk by chunk, and fails when the call is aborted, like one from a network. */
export function madeUpResponse(
  { status, headers, body, everyMs = 0 }: MadeUpAnswer,
  signal?: AbortSignal | null,
): Response {
  const chunks = body.map((chunk) => decodeBase64(chunk));
  let turn = 0;
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        await waitMs(turn > 0 ? everyMs : 0, signal);
        const chunk = chunks[turn++];
        if (chunk) {
          controller.enqueue(chunk);
        } else {
          controller.close();
        }
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(nullBodyStatuses.includes(status) ? null : (stream as ReadableStream<Uint8Array<ArrayBuffer>>), {
    status,
    headers,
  });
}
