/** Serves one of the applications on a free port: its page, its session, and its calls. */
import http from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { bundleCode } from "../../bundle-code.ts";
import { Board } from "./board.ts";
import { createConnectHandler } from "./connect-handler.ts";
import { createTrpcHandler } from "./trpc-router.ts";

export type ApplicationName = "farcall" | "connect" | "trpc";

export interface Site {
  url: string;
  board: Board;
  /** Cuts the connections of all streams, as a network does: without an end. */
  cutStreams(): void;
  stop(): void;
}

const html = '<!doctype html><link rel="icon" href="data:,"><body><script type="module" src="/app.js"></script>';

/** Built once for all tests of a process. */
const built = new Map<ApplicationName, Promise<string>>();

export async function startSite(name: ApplicationName): Promise<Site> {
  const building = built.get(name) ?? buildApplication(name);
  built.set(name, building);
  const code = await building;
  const board = new Board();
  const callConnect = createConnectHandler(board);
  const callTrpc = createTrpcHandler(board);
  const streams = new Set<http.ServerResponse>();
  const server = http.createServer({ keepAliveTimeout: 0 }, async (req, res) => {
    const { pathname } = new URL(req.url ?? "/", "http://localhost");
    if (/follow$/i.test(pathname)) {
      streams.add(res);
      res.once("close", () => streams.delete(res));
    }
    if (pathname === "/") {
      res.writeHead(200, { "content-type": "text/html" }).end(html);
    } else if (pathname === "/app.js") {
      res.writeHead(200, { "content-type": "text/javascript" }).end(code);
    } else if (pathname === "/session/sign-in") {
      res.end(board.issueToken());
    } else if (pathname === "/session/refresh") {
      res.end(await board.refresh());
    } else if (pathname.startsWith("/trpc/")) {
      callTrpc(req, res);
    } else {
      callConnect(req, res);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    board,
    cutStreams() {
      for (const { socket } of streams) {
        socket?.destroy();
      }
    },
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Returns the code of its page, with React's development checks, from the sources of this package. */
function buildApplication(name: ApplicationName): Promise<string> {
  return bundleCode(fileURLToPath(new URL(`../${name}/app.tsx`, import.meta.url)), {
    mode: "development",
    define: { "process.env.NODE_ENV": '"development"' },
    resolve: { conditions: ["farcall-source", "module", "browser", "development|production"] },
  });
}
