/** A method with the synchronous function that implements it. */
import type { MethodInfo } from "../../core/method.ts";
import type { RequestContext } from "../../core/request-context.ts";

/** Handles a unary call. A ConnectError that it throws is sent to the client; any other error is sent as internal. */
export type UnaryFunctionSync<I, O> = (request: I, ctx: RequestContext<I, O>) => O;

/** Handles a server-streaming call, usually as a generator. It is closed when the client disconnects. */
export type ServerStreamFunctionSync<I, O> = (request: I, ctx: RequestContext<I, O>) => Iterable<O>;

/** Handles a client-streaming call. */
export type ClientStreamFunctionSync<I, O> = (requests: Iterable<I>, ctx: RequestContext<I, O>) => O;

/** Handles a bidirectional-streaming call. */
export type BidiStreamFunctionSync<I, O> = (requests: Iterable<I>, ctx: RequestContext<I, O>) => Iterable<O>;

interface EndpointOf<Kind, I, O, F> {
  readonly kind: Kind;
  readonly method: MethodInfo<I, O>;
  readonly function: F;
}

export type UnaryEndpointSync<I, O> = EndpointOf<"unary", I, O, UnaryFunctionSync<I, O>>;
export type ClientStreamEndpointSync<I, O> = EndpointOf<"clientStream", I, O, ClientStreamFunctionSync<I, O>>;
export type ServerStreamEndpointSync<I, O> = EndpointOf<"serverStream", I, O, ServerStreamFunctionSync<I, O>>;
export type BidiStreamEndpointSync<I, O> = EndpointOf<"bidiStream", I, O, BidiStreamFunctionSync<I, O>>;

/** One method of a synchronous server. `serviceSync()` creates those of a whole generated service. */
export type EndpointSync = EndpointOfAny<
  // biome-ignore lint/suspicious/noExplicitAny: endpoints of all message types share a list
  any
>;
type EndpointOfAny<T> =
  | UnaryEndpointSync<T, T>
  | ClientStreamEndpointSync<T, T>
  | ServerStreamEndpointSync<T, T>
  | BidiStreamEndpointSync<T, T>;

/**
 * Creates single endpoints, whose functions take and return complete messages.
 *
 * @example
 * EndpointSync.unary(methodInfo(HatService.method.makeHat), (size) => create(HatSchema, { inches: size.inches }));
 */
export const EndpointSync = {
  unary<I, O>(method: MethodInfo<I, O>, answer: UnaryFunctionSync<I, O>): UnaryEndpointSync<I, O> {
    return { kind: "unary", method, function: answer };
  },
  clientStream<I, O>(method: MethodInfo<I, O>, answer: ClientStreamFunctionSync<I, O>): ClientStreamEndpointSync<I, O> {
    return { kind: "clientStream", method, function: answer };
  },
  serverStream<I, O>(method: MethodInfo<I, O>, answer: ServerStreamFunctionSync<I, O>): ServerStreamEndpointSync<I, O> {
    return { kind: "serverStream", method, function: answer };
  },
  bidiStream<I, O>(method: MethodInfo<I, O>, answer: BidiStreamFunctionSync<I, O>): BidiStreamEndpointSync<I, O> {
    return { kind: "bidiStream", method, function: answer };
  },
};
