/** A server for one test, which responds as the test says and allows calls from any page. */
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

export interface TestServer {
  url: string;
  /** Closes the port and destroys open connections. */
  stop(): Promise<void>;
}

/** Starts a server on a free port. Preflights are handled; all other requests go to the listener. */
export async function startTestServer(listener: RequestListener): Promise<TestServer> {
  const server = createServer({ keepAliveTimeout: 0 }, (req, res) => {
    res.setHeader("access-control-allow-origin", "*");
    res.setHeader("access-control-allow-headers", "*");
    if (req.method === "OPTIONS") {
      res.writeHead(204).end();
    } else {
      listener(req, res);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
