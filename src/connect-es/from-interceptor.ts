/** Runs a connect-es interceptor around Farcall calls, on a client or on a server. */
import type {
  Interceptor as EsInterceptor,
  StreamRequest,
  StreamResponse,
  UnaryRequest,
  UnaryResponse,
} from "@connectrpc/connect";
import { Code } from "../core/code.ts";
import type {
  BidiStreamNext,
  CallInterceptor,
  ClientStreamNext,
  ServerStreamNext,
  UnaryNext,
} from "../core/interceptor.ts";
import { invalidOption } from "../core/invalid-option.ts";
import type { RequestContext } from "../core/request-context.ts";
import { countError } from "../protocol/single-message.ts";
import { beginAttempt, takeHeaders } from "./attempt.ts";
import { thrownBack, toConnectEsError } from "./es-error.ts";
import { esMethod } from "./es-method.ts";
import type { EsNext, EsRequest, EsResponse } from "./es-types.ts";
import { openMessages } from "./open-messages.ts";
import { oneMessage, singleRequest } from "./single-request.ts";

/**
 * Converts a connect-es interceptor to one for Farcall's clients, transports and servers. It sees requests, responses,
 * headers and errors in connect-es's types, and may change what is sent, call `next` several times, or not at all.
 *
 * @example
 * const transport = createConnectTransport({ baseUrl, interceptors: [fromConnectEsInterceptor(existingLogger)] });
 */
export function fromConnectEsInterceptor(interceptor: EsInterceptor): CallInterceptor {
  if (typeof interceptor !== "function") {
    throw invalidOption("the interceptor", interceptor, "a function, as in connect-es");
  }
  return new FromEsInterceptor(interceptor);
}

class FromEsInterceptor implements CallInterceptor {
  readonly #interceptor: EsInterceptor;

  constructor(interceptor: EsInterceptor) {
    this.#interceptor = interceptor;
  }

  async interceptUnary<I, O>(next: UnaryNext<I, O>, request: I, ctx: RequestContext<I, O>): Promise<O> {
    const context = ctx as RequestContext;
    const respond = async (given: EsRequest): Promise<UnaryResponse> => {
      const { message } = given as UnaryRequest;
      const response = await this.#attempt(given, context, () => next(message as I, ctx));
      return { ...unaryParts(context), message: response } as UnaryResponse;
    };
    const { message } = await this.#run(
      respond,
      { ...unaryParts(context), ...callParts(context), message: request },
      context,
    );
    return message as O;
  }

  async interceptClientStream<I, O>(
    next: ClientStreamNext<I, O>,
    requests: AsyncIterable<I>,
    ctx: RequestContext<I, O>,
  ): Promise<O> {
    const context = ctx as RequestContext;
    const respond = async (given: EsRequest): Promise<StreamResponse> => {
      const { message } = given as StreamRequest;
      const response = await this.#attempt(given, context, () => next(message as AsyncIterable<I>, ctx));
      return { ...streamParts(context), ...responseParts(context), message: oneMessage(response) } as StreamResponse;
    };
    const messages: O[] = [];
    for await (const message of this.#stream<O>(respond, requests, context)) {
      messages.push(message);
    }
    if (messages.length !== 1) {
      throw countError(messages.length, Code.Unimplemented);
    }
    return messages[0] as O;
  }

  interceptServerStream<I, O>(next: ServerStreamNext<I, O>, request: I, ctx: RequestContext<I, O>): AsyncIterable<O> {
    const context = ctx as RequestContext;
    return this.#stream<O>(
      (given) =>
        this.#attempt(given, context, async () =>
          openMessages(next((await singleRequest((given as StreamRequest).message)) as I, ctx), context),
        ),
      oneMessage(request),
      context,
    );
  }

  interceptBidiStream<I, O>(
    next: BidiStreamNext<I, O>,
    requests: AsyncIterable<I>,
    ctx: RequestContext<I, O>,
  ): AsyncIterable<O> {
    const context = ctx as RequestContext;
    return this.#stream<O>(
      (given) =>
        this.#attempt(given, context, () =>
          openMessages(next((given as StreamRequest).message as AsyncIterable<I>, ctx), context),
        ),
      requests,
      context,
    );
  }

  /** Yields the messages of a response, which is opened at the first read. */
  async *#stream<O>(respond: EsNext, requests: AsyncIterable<unknown>, ctx: RequestContext): AsyncGenerator<O> {
    const request = { ...streamParts(ctx), ...callParts(ctx), message: requests };
    const response = await this.#run(respond, request, ctx);
    try {
      yield* response.message as AsyncIterable<O>;
    } catch (reason) {
      throw ctx.deadline.error ?? thrownBack(reason);
    } finally {
      takeHeaders(ctx.responseTrailers, response.trailer);
    }
  }

  async #run(respond: EsNext, request: object, ctx: RequestContext): Promise<EsResponse> {
    try {
      const response = await this.#interceptor(respond)(request as EsRequest);
      takeHeaders(ctx.responseHeaders, response.header);
      if (!response.stream) {
        takeHeaders(ctx.responseTrailers, response.trailer);
      }
      return response;
    } catch (reason) {
      throw ctx.deadline.error ?? thrownBack(reason);
    }
  }

  /** Continues the call in Farcall, with the request that the interceptor passed on. */
  async #attempt<T>({ header, signal }: EsRequest, ctx: RequestContext, run: () => Promise<T>): Promise<T> {
    takeHeaders(ctx.requestHeaders, header);
    const attempt = beginAttempt(signal, ctx);
    try {
      return await Promise.race([run(), attempt.aborted]);
    } catch (reason) {
      throw toConnectEsError(reason);
    } finally {
      attempt.end();
    }
  }
}

function unaryParts(ctx: RequestContext) {
  const method = esMethod(ctx.method);
  return { stream: false, service: method.parent, method, ...responseParts(ctx) };
}

function streamParts({ method: info }: RequestContext) {
  const method = esMethod(info);
  return { stream: true, service: method.parent, method };
}

function callParts(ctx: RequestContext) {
  return {
    requestMethod: ctx.httpMethod,
    url: ctx.url,
    signal: ctx.signal,
    header: ctx.requestHeaders,
    contextValues: ctx.values,
  };
}

function responseParts({ responseHeaders, responseTrailers }: RequestContext) {
  return { header: responseHeaders, trailer: responseTrailers };
}
