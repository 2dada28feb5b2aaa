/** A method with the function that implements it. */
import type { MethodInfo } from "../core/method.ts";
import type { HandlerContext } from "./handler-context.ts";

/** Handles a unary call. A ConnectError that it throws is sent to the client; any other error is sent as internal. */
export type UnaryFunction<I, O> = (request: I, ctx: HandlerContext<I, O>) => O | Promise<O>;

/** Handles a server-streaming call, usually as an async generator. It is closed when the client disconnects. */
export type ServerStreamFunction<I, O> = (request: I, ctx: HandlerContext<I, O>) => AsyncIterable<O>;

/** Handles a client-streaming call. */
export type ClientStreamFunction<I, O> = (requests: AsyncIterable<I>, ctx: HandlerContext<I, O>) => O | Promise<O>;

/** Handles a bidirectional-streaming call. */
export type BidiStreamFunction<I, O> = (requests: AsyncIterable<I>, ctx: HandlerContext<I, O>) => AsyncIterable<O>;

interface EndpointOf<Kind, I, O, F> {
  readonly kind: Kind;
  readonly method: MethodInfo<I, O>;
  readonly function: F;
}

export type UnaryEndpoint<I, O> = EndpointOf<"unary", I, O, UnaryFunction<I, O>>;
export type ClientStreamEndpoint<I, O> = EndpointOf<"clientStream", I, O, ClientStreamFunction<I, O>>;
export type ServerStreamEndpoint<I, O> = EndpointOf<"serverStream", I, O, ServerStreamFunction<I, O>>;
export type BidiStreamEndpoint<I, O> = EndpointOf<"bidiStream", I, O, BidiStreamFunction<I, O>>;

/** One method of a server. `service()` creates those of a whole generated service. */
export type Endpoint = EndpointOfAny<
  // biome-ignore lint/suspicious/noExplicitAny: endpoints of all message types share a list
  any
>;
type EndpointOfAny<T> =
  | UnaryEndpoint<T, T>
  | ClientStreamEndpoint<T, T>
  | ServerStreamEndpoint<T, T>
  | BidiStreamEndpoint<T, T>;

/**
 * Creates single endpoints, whose functions take and return complete messages.
 *
 * @example
 * Endpoint.unary(methodInfo(HatService.method.makeHat), (size) => create(HatSchema, { inches: size.inches }));
 */
export const Endpoint = {
  unary<I, O>(method: MethodInfo<I, O>, answer: UnaryFunction<I, O>): UnaryEndpoint<I, O> {
    return { kind: "unary", method, function: answer };
  },
  clientStream<I, O>(method: MethodInfo<I, O>, answer: ClientStreamFunction<I, O>): ClientStreamEndpoint<I, O> {
    return { kind: "clientStream", method, function: answer };
  },
  serverStream<I, O>(method: MethodInfo<I, O>, answer: ServerStreamFunction<I, O>): ServerStreamEndpoint<I, O> {
    return { kind: "serverStream", method, function: answer };
  },
  bidiStream<I, O>(method: MethodInfo<I, O>, answer: BidiStreamFunction<I, O>): BidiStreamEndpoint<I, O> {
    return { kind: "bidiStream", method, function: answer };
  },
};
