/**
 * The demo service on connect-node, over HTTP/1.1 and HTTP/2 without TLS on one port: pages call it with Connect and
 * gRPC-Web, and commands copied from the panel call the same address with gRPC.
 */
import http from "node:http";
import http2 from "node:http2";
import net, { type AddressInfo } from "node:net";
import { pipeline } from "node:stream";
import { connectNodeAdapter } from "@connectrpc/connect-node";
import { demoRoutes } from "../servers/connect-node-service.ts";
import { openCors, withCors } from "../servers/cors.ts";

/** The first bytes of every HTTP/2 connection. */
const preface = "PRI * HTTP/2.0";

export async function startBothHttpServer(): Promise<{ url: string; stop(): void }> {
  const listener = withCors(openCors, connectNodeAdapter({ routes: demoRoutes }));
  const http1 = http.createServer(listener);
  const http2Server = http2.createServer(listener);
  http1.keepAliveTimeout = 0; // otherwise it may close a connection that a page is about to reuse
  const ports = { http1: await listen(http1), http2: await listen(http2Server) };
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.once("data", (start) => {
      const isHttp2 = start.toString("latin1").startsWith(preface);
      const upstream = net.connect(isHttp2 ? ports.http2 : ports.http1, "localhost");
      upstream.write(start);
      pipeline(socket, upstream, socket, () => sockets.delete(socket));
    });
    socket.on("error", () => {}); // a browser that was closed
  });
  const port = await listen(server);
  return {
    url: `http://localhost:${port}`,
    stop() {
      for (const one of [server, http1, http2Server]) {
        one.close();
      }
      for (const socket of sockets) {
        socket.destroy();
      }
    },
  };
}

async function listen(server: net.Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  return (server.address() as AddressInfo).port;
}
