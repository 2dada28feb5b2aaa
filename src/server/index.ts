/** `farcall/server`: serves Connect and gRPC-Web from a fetch handler. */
export type { Cors, CorsOptions } from "./cors.ts";
export { corsAllowedHeaders, corsAllowedMethods, corsExposedHeaders } from "./cors-lists.ts";
export {
  type BidiStreamFunction,
  type ClientStreamFunction,
  Endpoint,
  type ServerStreamFunction,
  type UnaryFunction,
} from "./endpoint.ts";
export type { PlatformInfo } from "./fetch-entry.ts";
export { type CloseOptions, createFetchHandler, type FetchHandler, type FetchHandlerOptions } from "./fetch-handler.ts";
export type { HandlerContext } from "./handler-context.ts";
export { createInMemoryTransport } from "./in-memory-transport.ts";
export type { Preparable } from "./lifespan.ts";
export { type Service, type ServiceImplementation, service } from "./service.ts";
