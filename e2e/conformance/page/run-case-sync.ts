/** Runs one case with the synchronous client: makes its call and reports what the caller got. */
import { create, fromBinary } from "@bufbuild/protobuf";
import { methodInfo, ProtocolType, ResponseMetadata } from "farcall";
import { createSyncTransport } from "farcall/sync";
import { methodOf } from "./method-of.ts";
import {
  type ClientCompatRequest,
  type ClientResponseResult,
  ClientResponseResultSchema,
  type ConformancePayload,
  ConformancePayloadSchema,
  Protocol,
  StreamType,
} from "./protos.ts";
import { errorOf, headersOf } from "./result.ts";
import { callHeaders, transportOptions } from "./transport-options.ts";

export function runCaseSync(request: ClientCompatRequest): ClientResponseResult {
  const result = create(ClientResponseResultSchema);
  const metadata = new ResponseMetadata();
  const receive = (response: unknown) => {
    const { payload } = response as { payload?: ConformancePayload };
    result.payloads.push(payload ?? create(ConformancePayloadSchema));
  };
  try {
    call(request, metadata, receive);
  } catch (reason) {
    result.error = errorOf(reason);
  }
  result.responseHeaders = headersOf(metadata.headers);
  result.responseTrailers = headersOf(metadata.trailers);
  return result;
}

function call(request: ClientCompatRequest, metadata: ResponseMetadata, receive: (response: unknown) => void): void {
  const isConnect = request.protocol === Protocol.CONNECT;
  const transport = createSyncTransport({
    ...transportOptions(request),
    protocol: isConnect ? ProtocolType.CONNECT : ProtocolType.GRPC_WEB,
  });
  const descriptor = methodOf(request);
  const method = methodInfo(descriptor);
  const messages = request.requestMessages.map(({ value }) => fromBinary(descriptor.input, value));
  const options = { headers: callHeaders(request), metadata, useGet: request.useGetHttpMethod };
  const [first = create(descriptor.input)] = messages;
  switch (request.streamType) {
    case StreamType.UNARY:
      receive(transport.unary(method, first, options));
      return;
    case StreamType.CLIENT_STREAM:
      receive(transport.clientStream(method, paced(messages, request.requestDelayMs), options));
      return;
    case StreamType.SERVER_STREAM:
      for (const response of transport.serverStream(method, first, options)) {
        receive(response);
      }
      return;
    case StreamType.HALF_DUPLEX_BIDI_STREAM:
      for (const response of transport.bidiStream(method, paced(messages, request.requestDelayMs), options)) {
        receive(response);
      }
      return;
    default:
      throw new Error(`a browser has no ${StreamType[request.streamType]}`);
  }
}

/** Yields the requests of a stream, with the pauses of the case: a worker that cannot await can sleep. */
function* paced<T>(messages: readonly T[], delayMs: number): Generator<T> {
  for (const message of messages) {
    if (delayMs > 0) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, delayMs);
    }
    yield message;
  }
}
