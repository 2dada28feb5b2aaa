/** The addresses of the test servers. */
export interface Addresses {
  /** Farcall's own server with the demo services, over HTTP/1.1, for all origins. It counts calls: see `seen`. */
  demo: string;
  /** The demo service on connect-node, an independent server. */
  connectNodeHttp1: string;
  /** The same over HTTP/2 with TLS, with a self-signed certificate. */
  connectNodeHttp2: string;
  /** The same over HTTP/1.1, with exactly the default CORS headers of servers in Go. */
  stockCors: string;
  /** The same with the header lists of `farcall/server`. */
  recommendedCors: string;
  /** Responds with whatever a test specifies: see scripted-server.ts. */
  scripted: string;
}

declare module "vitest" {
  export interface ProvidedContext {
    addresses: Addresses;
  }
}
