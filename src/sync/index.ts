/** `farcall/sync`: clients and servers for code that cannot await a promise, mainly in web workers. */
// For clients.
export type { SyncCallOptions } from "../client/sync/call/call-target.ts";
export type { SyncServerStream } from "../client/sync/call/server-stream.ts";
export {
  createSyncClient,
  type SyncBidiStreamingCall,
  type SyncClient,
  type SyncClientOptions,
  type SyncClientStreamingCall,
  type SyncServerStreamingCall,
  type SyncUnaryCall,
} from "../client/sync/client.ts";
export { createSyncTransport, type SyncTransport } from "../client/sync/transport.ts";
export type { SyncTransportOptions } from "../client/sync/transport-options.ts";
// For authors of interceptors.
export type {
  BidiStreamInterceptorSync,
  BidiStreamNextSync,
  ClientStreamInterceptorSync,
  ClientStreamNextSync,
  InterceptorSync,
  MetadataInterceptorSync,
  ServerStreamInterceptorSync,
  ServerStreamNextSync,
  UnaryInterceptorSync,
  UnaryNextSync,
} from "../core/sync/interceptor.ts";
// What a client and a server exchange.
export type { SyncRequest, SyncResponse, SyncSend } from "../protocol/sync/exchange.ts";
// For servers.
export {
  type BidiStreamFunctionSync,
  type ClientStreamFunctionSync,
  EndpointSync,
  type ServerStreamFunctionSync,
  type UnaryFunctionSync,
} from "../server/sync/endpoint.ts";
export { type ServiceImplementationSync, serviceSync } from "../server/sync/service.ts";
export { createSyncHandler, type SyncHandler, type SyncHandlerOptions } from "../server/sync/sync-handler.ts";
export { type ToFetchHandlerOptions, toFetchHandler } from "../server/sync/to-fetch-handler.ts";
