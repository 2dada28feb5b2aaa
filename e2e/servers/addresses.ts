/** Where the servers of the tests are. */
export interface Addresses {
  /** Farcall's own server with the demo services, over HTTP/1.1; any origin may call. It counts: see `seen`. */
  demo: string;
  /** The demo service on connect-node, a server nobody here wrote. */
  connectNodeHttp1: string;
  /** The same over HTTP/2 with TLS, under a certificate of its own making. */
  connectNodeHttp2: string;
  /** The same over HTTP/1.1, with exactly the CORS answers that servers in Go give by default. */
  stockCors: string;
  /** Answers whatever a test tells it to: see scripted-server.ts. */
  scripted: string;
}

declare module "vitest" {
  export interface ProvidedContext {
    addresses: Addresses;
  }
}
