/** A server that misbehaves on request, over a real connection: broken frames, truncated bodies, wrong responses. */
import http from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { bombResponse } from "./bombs.ts";
import { createCallLog } from "./call-log.ts";
import type { Script } from "./script.ts";

export function createScriptedServer(): http.Server {
  const log = createCallLog();
  const breaks = new Map<string, () => void>();
  return http.createServer(async (req, res) => {
    const [, kind, argument = "", form = ""] = (req.url ?? "/").split("/");
    res.setHeader("access-control-allow-origin", "*");
    if (req.method === "OPTIONS") {
      res.setHeader("access-control-allow-headers", req.headers["access-control-request-headers"] ?? "");
      res.setHeader("access-control-allow-methods", "GET, POST");
      res.writeHead(204).end();
    } else if (kind === "seen") {
      res.setHeader("content-type", "application/json");
      res.end(JSON.stringify(log.seen(argument)));
    } else if (kind === "break") {
      breaks.get(argument)?.();
      res.end();
    } else if (kind === "bomb") {
      const { headers, body } = await bombResponse(argument, form);
      res.writeHead(200, { "access-control-expose-headers": Object.keys(headers).join(", "), ...headers }).end(body);
    } else {
      const script = JSON.parse(decodeURIComponent(argument)) as Script;
      log.record(script.id, req, res);
      if (script.id !== undefined) {
        breaks.set(script.id, () => res.destroy());
      }
      await play(script, res);
    }
  });
}

async function play(script: Script, res: http.ServerResponse): Promise<void> {
  const { status = 200, headers = {}, chunks = [], intervalMs = 0, after = "end" } = script;
  res.writeHead(status, {
    "access-control-expose-headers": script.expose ?? Object.keys(headers).join(", "),
    ...headers,
  });
  res.write(Buffer.alloc(0)); // sends the headers unchanged: flushHeaders would encode them in UTF-8
  for (const chunk of chunks) {
    await sleep(intervalMs);
    res.write(Buffer.from(chunk, "base64"));
  }
  if (after === "end") {
    res.end();
  } else if (after === "destroy") {
    await sleep(20); // written data has to be sent first
    res.destroy();
  }
}
