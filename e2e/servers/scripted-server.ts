/** A server that misbehaves on request, over a real connection: broken frames, cut bodies, answers of other kinds. */
import http from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { bombResponse } from "./bombs.ts";
import type { Script, Seen } from "./script.ts";

export function createScriptedServer(): http.Server {
  const log = new Map<string, Seen>();
  return http.createServer(async (req, res) => {
    const [, kind, argument = "", form = ""] = (req.url ?? "/").split("/");
    res.setHeader("access-control-allow-origin", "*");
    if (req.method === "OPTIONS") {
      res.setHeader("access-control-allow-headers", req.headers["access-control-request-headers"] ?? "");
      res.setHeader("access-control-allow-methods", "GET, POST");
      res.writeHead(204).end();
    } else if (kind === "seen") {
      res.setHeader("content-type", "application/json");
      res.end(JSON.stringify(log.get(argument) ?? { requests: 0, aborted: 0, headers: {} }));
    } else if (kind === "bomb") {
      const { headers, body } = await bombResponse(argument, form);
      res.writeHead(200, { "access-control-expose-headers": Object.keys(headers).join(", "), ...headers }).end(body);
    } else {
      const script = JSON.parse(decodeURIComponent(argument)) as Script;
      record(log, script, req, res);
      await play(script, res);
    }
  });
}

function record(log: Map<string, Seen>, { id }: Script, req: http.IncomingMessage, res: http.ServerResponse): void {
  if (id !== undefined) {
    const seen = log.get(id) ?? { requests: 0, aborted: 0, headers: {} };
    log.set(id, seen);
    seen.requests++;
    seen.headers = Object.fromEntries(Object.entries(req.headers).map(([name, value]) => [name, String(value)]));
    res.once("close", () => {
      seen.aborted += res.writableFinished ? 0 : 1;
    });
  }
}

async function play(script: Script, res: http.ServerResponse): Promise<void> {
  const { status = 200, headers = {}, chunks = [], intervalMs = 0, after = "end" } = script;
  res.writeHead(status, {
    "access-control-expose-headers": script.expose ?? Object.keys(headers).join(", "),
    ...headers,
  });
  res.flushHeaders();
  for (const chunk of chunks) {
    await sleep(intervalMs);
    res.write(Buffer.from(chunk, "base64"));
  }
  if (after === "end") {
    res.end();
  } else if (after === "destroy") {
    await sleep(20); // what was written has to be on its way first
    res.destroy();
  }
}
