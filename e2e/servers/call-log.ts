/** Records what a server saw of named calls, for tests that count requests. */
import type http from "node:http";
import type { Seen } from "./script.ts";

export interface CallLog {
  record(id: string | undefined, req: http.IncomingMessage, res: http.ServerResponse): void;
  seen(id: string): Seen;
}

export function createCallLog(): CallLog {
  const log = new Map<string, Seen>();
  const seen = (id: string) => log.get(id) ?? { requests: 0, open: 0, aborted: 0, headers: {} };
  return {
    seen,
    record(id, req, res) {
      if (id !== undefined) {
        const entry = seen(id);
        log.set(id, entry);
        entry.requests++;
        entry.open++;
        entry.headers = Object.fromEntries(Object.entries(req.headers).map(([name, value]) => [name, String(value)]));
        res.once("close", () => {
          entry.open--;
          entry.aborted += res.writableFinished ? 0 : 1;
        });
      }
    },
  };
}
