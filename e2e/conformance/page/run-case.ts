/** Runs one case: makes its call and reports what the caller got. */
import { create, type DescMethod, fromBinary, type Message } from "@bufbuild/protobuf";
import { type CallOptions, methodInfo, ResponseMetadata, type ServerStream, type Transport } from "farcall";
import { Cancellation } from "./cancellation.ts";
import { methodOf } from "./method-of.ts";
import {
  type ClientCompatRequest,
  type ClientResponseResult,
  ClientResponseResultSchema,
  type ConformancePayload,
  ConformancePayloadSchema,
  StreamType,
} from "./protos.ts";
import { errorOf, headersOf } from "./result.ts";
import { transportFor } from "./transport.ts";
import { callHeaders } from "./transport-options.ts";

/** The only field of all responses of the service. */
interface ResponseMessage {
  payload?: ConformancePayload;
}

export async function runCase(request: ClientCompatRequest): Promise<ClientResponseResult> {
  const transport = transportFor(request); // no `using`: WebKit has no Symbol.dispose yet
  try {
    return await new Case(request, transport).run();
  } finally {
    transport.close();
  }
}

class Case {
  readonly #request: ClientCompatRequest;
  readonly #transport: Transport;
  readonly #method: DescMethod;
  readonly #messages: readonly Message[];
  readonly #cancellation: Cancellation;
  readonly #result = create(ClientResponseResultSchema);

  constructor(request: ClientCompatRequest, transport: Transport) {
    this.#request = request;
    this.#transport = transport;
    this.#method = methodOf(request);
    this.#messages = request.requestMessages.map(({ value }) => fromBinary(this.#method.input, value));
    this.#cancellation = new Cancellation(request);
  }

  async run(): Promise<ClientResponseResult> {
    const metadata = new ResponseMetadata();
    const call = this.#prepare({
      signal: this.#cancellation.signal,
      headers: callHeaders(this.#request),
      metadata,
      useGet: this.#request.useGetHttpMethod,
    });
    try {
      await call();
    } catch (reason) {
      this.#result.error = errorOf(reason);
    }
    this.#result.responseHeaders = headersOf(metadata.headers);
    this.#result.responseTrailers = headersOf(metadata.trailers);
    return this.#result;
  }

  #prepare(options: CallOptions): () => Promise<void> {
    const { streamType, requestDelayMs } = this.#request;
    const transport = this.#transport;
    const method = methodInfo(this.#method);
    switch (streamType) {
      case StreamType.UNARY: {
        const message = this.#onlyMessage();
        return async () => {
          await pause(requestDelayMs);
          const response = transport.unary(method, message, options);
          this.#cancellation.afterCloseSend();
          this.#receive(await response);
        };
      }
      case StreamType.SERVER_STREAM: {
        const message = this.#onlyMessage();
        return async () => {
          await pause(requestDelayMs);
          const received = this.#receiveAll(transport.serverStream(method, message, options)); // the first read sends
          this.#cancellation.afterCloseSend();
          await received;
        };
      }
      case StreamType.CLIENT_STREAM:
        return async () => this.#receive(await transport.clientStream(method, this.#send(), options));
      case StreamType.HALF_DUPLEX_BIDI_STREAM:
        return () => this.#receiveAll(transport.bidiStream(method, this.#send(), options));
      default:
        throw new Error(`a browser has no ${StreamType[streamType]}`);
    }
  }

  #onlyMessage(): Message {
    const [message] = this.#messages;
    if (!message || this.#messages.length > 1) {
      throw new Error(`${this.#messages.length} requests for a call that takes one`);
    }
    return message;
  }

  /** Yields the requests of a stream, with the pauses and the end of the case. */
  async *#send(): AsyncGenerator<Message> {
    this.#result.numUnsentRequests = this.#messages.length;
    for (const message of this.#messages) {
      await pause(this.#request.requestDelayMs);
      yield message;
      this.#result.numUnsentRequests -= 1;
    }
    this.#cancellation.beforeCloseSend();
    this.#cancellation.afterCloseSend();
  }

  async #receiveAll(stream: ServerStream<unknown>): Promise<void> {
    for await (const response of stream) {
      this.#receive(response);
    }
  }

  #receive(response: unknown): void {
    this.#result.payloads.push((response as ResponseMessage).payload ?? create(ConformancePayloadSchema));
    this.#cancellation.afterResponse(this.#result.payloads.length);
  }
}

async function pause(ms: number): Promise<void> {
  if (ms > 0) {
    await new Promise((resolve) => setTimeout(resolve, ms));
  }
}
