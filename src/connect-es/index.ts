/** `farcall/connect-es`: adapters between Farcall and connect-es for transports, interceptors and errors. */
export { fromConnectEsError, toConnectEsError } from "./es-error.ts";
export { fromConnectEsInterceptor } from "./from-interceptor.ts";
export { type FromConnectEsTransportOptions, fromConnectEsTransport } from "./from-transport.ts";
export { toConnectEsInterceptor } from "./to-interceptor.ts";
export { type ToConnectEsTransportOptions, toConnectEsTransport } from "./to-transport.ts";
