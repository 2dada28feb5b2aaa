/** The addresses of the Python server. */
export interface PythonAddresses {
  /** Over HTTP/1.1. */
  http1: string;
  /** Over HTTP/2 with TLS, with a self-signed certificate. */
  http2: string;
}

declare module "vitest" {
  export interface ProvidedContext {
    python: PythonAddresses;
  }
}
