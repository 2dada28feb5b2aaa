/** A server of a test's own, which answers as the test says, and which any page may call. */
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

export interface TestServer {
  url: string;
  /** Closes the port, and breaks what is still open. */
  stop(): Promise<void>;
}

/** Starts on a free port. Preflights are answered; everything else is the listener's. */
export async function startTestServer(listener: RequestListener): Promise<TestServer> {
  const server = createServer((req, res) => {
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
