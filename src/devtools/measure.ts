/**
 * Shows calls on a separate track in the browser's Performance panel.
 *
 * @see https://developer.chrome.com/docs/devtools/performance/extension
 */

import { procedureName } from "../core/method.ts";
import { now } from "../core/now.ts";
import type { CallRecord } from "./call-record.ts";

export function measureCalls(calls: Iterable<CallRecord>): undefined {
  for (const { ctx, startedAt, endedAt = now(), error, attempts } of calls) {
    const code = error?.code ?? "ok";
    const procedure = procedureName(ctx.method);
    const properties = [
      ["code", code],
      ["protocol", ctx.protocol],
      ["attempts", String(attempts.length)],
      ["bytes received", String(attempts.reduce((sum, { response }) => sum + response.received, 0))],
    ];
    globalThis.performance?.measure(procedure, {
      start: startedAt,
      end: endedAt,
      detail: {
        devtools: {
          dataType: "track-entry",
          track: "Farcall",
          color: error ? "error" : "primary",
          tooltipText: `${procedure}: ${code}`,
          properties,
        },
      },
    });
  }
}
