/** Starts all servers that the tests call, on free ports. */
import http from "node:http";
import http2 from "node:http2";
import type { AddressInfo } from "node:net";
import { compressionGzip, connectNodeAdapter } from "@connectrpc/connect-node";
import { generate } from "selfsigned";
import type { Addresses } from "./addresses.ts";
import { demoRoutes } from "./connect-node-service.ts";
import { openCors, recommendedCors, stockCors, withCors } from "./cors.ts";
import { createLoggedDemoServer } from "./logged-demo-server.ts";
import { createScriptedServer } from "./scripted-server.ts";

export interface RunningServers {
  addresses: Addresses;
  stop: () => void;
}

export async function startServers(): Promise<RunningServers> {
  const connectNode = connectNodeAdapter({ routes: demoRoutes, acceptCompression: [compressionGzip] });
  const { private: key, cert } = await generate([{ name: "commonName", value: "localhost" }], { keySize: 2048 });
  const servers = {
    demo: createLoggedDemoServer(),
    connectNodeHttp1: http.createServer(withCors(openCors, connectNode)),
    connectNodeHttp2: http2.createSecureServer({ key, cert, allowHTTP1: true }, withCors(openCors, connectNode)),
    stockCors: http.createServer(withCors(stockCors, connectNode)),
    recommendedCors: http.createServer(withCors(recommendedCors, connectNode)),
    scripted: createScriptedServer(),
  } satisfies Record<keyof Addresses, unknown>;
  const addresses: Record<string, string> = {};
  for (const [name, server] of Object.entries(servers)) {
    if ("keepAliveTimeout" in server) {
      server.keepAliveTimeout = 0; // otherwise it may close a connection that a client is about to reuse
    }
    await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
    const scheme = name === "connectNodeHttp2" ? "https" : "http";
    addresses[name] = `${scheme}://localhost:${(server.address() as AddressInfo).port}`;
  }
  const stop = () => {
    for (const server of Object.values(servers)) {
      server.close();
      if ("closeAllConnections" in server) {
        server.closeAllConnections();
      }
    }
  };
  return { addresses: addresses as unknown as Addresses, stop };
}
