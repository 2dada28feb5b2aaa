/** Farcall: Connect and gRPC-Web from the browser. */
// For applications.

export type { ServerStream } from "./client/call/server-stream.ts";
export type { CallOptions, FetchOptions } from "./client/call-options.ts";
export {
  type BidiStreamingCall,
  type Client,
  type ClientOptions,
  type ClientStreamingCall,
  createClient,
  type ServerStreamingCall,
  type UnaryCall,
} from "./client/client.ts";
export { connect, connectUnary } from "./client/connect.ts";
export { type ConnectTransportOptions, createConnectTransport } from "./client/connect-transport.ts";
export type { FetchLike } from "./client/fetch-like.ts";
export { grpcWeb, grpcWebUnary } from "./client/grpc-web.ts";
export { createGrpcWebTransport, type GrpcWebTransportOptions } from "./client/grpc-web-transport.ts";
export type { Protocol } from "./client/spoken-protocol.ts";
export { createTransport, type Transport, type TransportOptions } from "./client/transport.ts";
export type { CommonTransportOptions } from "./client/transport-options.ts";
export { errorDetail, findDetails } from "./codec/error-detail.ts";
export { type ProtoBinaryOptions, protoBinary } from "./codec/proto-binary.ts";
export { type ProtoJsonOptions, protoJson } from "./codec/proto-json.ts";
export { type MethodInfoOf, methodInfo } from "./codec/proto-method.ts";
export { type GzipOptions, gzip } from "./compression/gzip.ts";
export { Code } from "./core/code.ts";
export { ConnectError, type ConnectErrorOptions, type ErrorDetail, isConnectError } from "./core/connect-error.ts";
export { type ContextKey, ContextValues, createContextKey } from "./core/context-values.ts";
// For authors of interceptors, codecs and compressions.
export { type InterceptCallOptions, interceptCall } from "./core/intercept-call.ts";
export type {
  BidiStreamInterceptor,
  BidiStreamNext,
  CallInterception,
  CallInterceptor,
  CallNext,
  ClientStreamInterceptor,
  ClientStreamNext,
  Interceptor,
  MetadataInterceptor,
  ServerStreamInterceptor,
  ServerStreamNext,
  UnaryInterceptor,
  UnaryNext,
} from "./core/interceptor.ts";
export { Metadata } from "./core/metadata.ts";
export { IdempotencyLevel, type MessageType, type MethodInfo, type MethodKind } from "./core/method.ts";
export { ProtocolType } from "./core/protocol-type.ts";
export type { RequestContext } from "./core/request-context.ts";
export { type Captured, ResponseMetadata } from "./core/response-metadata.ts";
export { decodeBinaryHeader, encodeBinaryHeader } from "./wire/binary-header.ts";
export type { Codec } from "./wire/codec.ts";
export type { Compression } from "./wire/compression.ts";
