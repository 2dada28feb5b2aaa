/** Starts a server for exactly the requested version of HTTP, with or without TLS. */
import http from "node:http";
import http2 from "node:http2";
import https from "node:https";
import { createNodeHandler } from "farcall/server/node";
import { HTTPVersion } from "./protos.mjs";

/**
 * @param {import("@bufbuild/protobuf").MessageShape<typeof import("./protos.mjs").ServerCompatRequestSchema>} request
 * @param {import("farcall/server").FetchHandler} handler
 * @returns {Promise<number>} the port
 */
export async function listen({ httpVersion, useTls, serverCreds }, handler) {
  const listener = createNodeHandler(handler);
  const tls = useTls && serverCreds ? { key: Buffer.from(serverCreds.key), cert: Buffer.from(serverCreds.cert) } : null;
  const isHttp2 = httpVersion === HTTPVersion.HTTP_VERSION_2;
  const server = isHttp2
    ? tls
      ? http2.createSecureServer(tls, listener)
      : http2.createServer(listener)
    : tls
      ? https.createServer(tls, listener)
      : http.createServer(listener);
  if ("keepAliveTimeout" in server) {
    server.keepAliveTimeout = 0; // otherwise it may close a connection that the client is about to reuse
  }
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => resolve(undefined));
  });
  return /** @type {import("node:net").AddressInfo} */ (server.address()).port;
}
