/** `farcall/server`: serves Connect and gRPC-Web from a fetch handler. */
export type { Cors, CorsOptions } from "./cors.ts";
export {
  type BidiStreamFunction,
  type ClientStreamFunction,
  Endpoint,
  type ServerStreamFunction,
  type UnaryFunction,
} from "./endpoint.ts";
export type { RequestInfo } from "./fetch-entry.ts";
export { createFetchHandler, type FetchHandler, type FetchHandlerOptions } from "./fetch-handler.ts";
export { createInMemoryTransport } from "./in-memory-transport.ts";
export type { Prepared } from "./lifespan.ts";
export { type Service, type ServiceImplementation, service } from "./service.ts";
