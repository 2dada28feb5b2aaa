/** The demo services over HTTP/1.1, on a server that reports what it saw: `seen(demo, id)`. */
import http from "node:http";
import { demoHandler } from "../../playground/demo/demo-handler.ts";
import { createCallLog } from "./call-log.ts";

export function createLoggedDemoServer(): http.Server {
  const log = createCallLog();
  return http.createServer((req, res) => {
    const [, kind, id = ""] = (req.url ?? "/").split("/");
    if (kind === "seen") {
      res.setHeader("access-control-allow-origin", "*");
      res.setHeader("timing-allow-origin", "*"); // lets pages see that this is HTTP/1.1
      res.setHeader("content-type", "application/json");
      res.end(JSON.stringify(log.seen(id)));
      return;
    }
    if (req.method !== "OPTIONS") {
      log.record(req.headers["test-call"]?.toString(), req, res);
    }
    demoHandler(req, res);
  });
}
