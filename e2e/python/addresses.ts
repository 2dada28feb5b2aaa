/** Where the Python server is. */
export interface PythonAddresses {
  /** Over HTTP/1.1. */
  http1: string;
  /** Over HTTP/2 with TLS, under a certificate of its own making. */
  http2: string;
}

declare module "vitest" {
  export interface ProvidedContext {
    python: PythonAddresses;
  }
}
