/** Turns a generated service and its implementation into endpoints. */
import type {
  DescMethod,
  DescMethodBiDiStreaming,
  DescMethodClientStreaming,
  DescMethodServerStreaming,
  DescMethodUnary,
  DescService,
  MessageInitShape,
  MessageShape,
} from "@bufbuild/protobuf";
import { createMessage, methodInfo } from "../codec/proto-method.ts";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { answersOf, checkAnswer } from "./check-answer.ts";
import { Endpoint } from "./endpoint.ts";
import type { HandlerContext } from "./handler-context.ts";
import { type Answer, checkDescription, checkImplementation, findAnswer } from "./implementation.ts";
import { hasToBePrepared, Lifespan, type Preparable } from "./lifespan.ts";

type Implementation<M extends DescMethod> =
  M extends DescMethodUnary<infer I, infer O>
    ? (
        request: MessageShape<I>,
        ctx: HandlerContext<MessageShape<I>, MessageShape<O>>,
      ) => MessageInitShape<O> | Promise<MessageInitShape<O>>
    : M extends DescMethodServerStreaming<infer I, infer O>
      ? (
          request: MessageShape<I>,
          ctx: HandlerContext<MessageShape<I>, MessageShape<O>>,
        ) => AsyncIterable<MessageInitShape<O>>
      : M extends DescMethodClientStreaming<infer I, infer O>
        ? (
            requests: AsyncIterable<MessageShape<I>>,
            ctx: HandlerContext<MessageShape<I>, MessageShape<O>>,
          ) => MessageInitShape<O> | Promise<MessageInitShape<O>>
        : M extends DescMethodBiDiStreaming<infer I, infer O>
          ? (
              requests: AsyncIterable<MessageShape<I>>,
              ctx: HandlerContext<MessageShape<I>, MessageShape<O>>,
            ) => AsyncIterable<MessageInitShape<O>>
          : never;

/** The implemented methods of a service; calls to the others fail with unimplemented. */
export type ServiceImplementation<S extends DescService> = {
  [K in keyof S["method"]]?: Implementation<S["method"][K]>;
};

/** What `createFetchHandler` serves: endpoints, and the lifespan of their implementation, if it has one. */
export interface Service extends ReadonlyArray<Endpoint> {
  /** @internal */
  readonly lifespan?: Lifespan<object> | undefined;
  /** @internal What `service()` was told to serve, also of methods that are not implemented. */
  readonly description?: DescService;
}

/**
 * Creates the endpoints of a generated service. Methods may return plain objects with just the fields that are set.
 *
 * @param implementation the methods to serve; or a promise for them; or a generator that yields them once and cleans up
 *   afterwards: it runs before the first call (or at `handler.ready()`) and ends with `handler.close()`; or a function
 *   that returns any of these. While it fails, calls fail with unavailable; a function is retried at the next call.
 *
 * @example
 * service(ElizaService, {
 *   say: ({ sentence }) => ({ sentence: `You said: ${sentence}` }),
 *   async *introduce({ name }) {
 *     yield { sentence: `Hi ${name}` };
 *   },
 * })
 *
 * @example
 * service(HatService, async function* () {
 *   await using database = await openDatabase();
 *   yield { makeHat: ({ inches }) => database.insert(inches) };
 * })
 */
export function service<S extends DescService>(
  description: S,
  implementation: Preparable<ServiceImplementation<S>>,
): Service {
  checkDescription(description);
  if (hasToBePrepared(implementation)) {
    const lifespan = new Lifespan<object>(implementation, (value) => checkImplementation(description, value));
    const endpoints = description.methods.map((method) => lateEndpoint(method, lifespan));
    return Object.assign(endpoints, { description, lifespan });
  }
  checkImplementation(description, implementation);
  const endpoints = description.methods.flatMap((method) => {
    const answer = findAnswer(implementation, method);
    return answer ? [endpointOf(method, answer)] : [];
  });
  return Object.assign(endpoints, { description });
}

/** An endpoint whose answers may be plain objects with the fields that are set. */
export function endpointOf(method: DescMethod, answer: Answer): Endpoint {
  const info = methodInfo(method);
  const complete = (init: unknown) => {
    checkAnswer(method, init);
    return createMessage(method.output, init as MessageInitShape<typeof method.output>);
  };
  const { kind } = info;
  switch (kind) {
    case "unary":
    case "clientStream":
      return Endpoint[kind](info, async (request: unknown, ctx) => complete(await answer(request, ctx)));
    case "serverStream":
    case "bidiStream":
      return Endpoint[kind](info, async function* (request: unknown, ctx) {
        for await (const init of answersOf(method, answer(request, ctx))) {
          yield complete(init);
        }
      });
  }
}

/** Creates an endpoint whose function is known only once the implementation is prepared. */
function lateEndpoint(method: DescMethod, lifespan: Lifespan<object>): Endpoint {
  const { typeName } = method.parent;
  const prepare = (ctx: HandlerContext): Promise<object> =>
    lifespan.start().catch((cause) => {
      if (lifespan.isClosed) {
        throw cause;
      }
      ctx.report(cause); // for the server's operator, not for its clients
      throw new ConnectError(Code.Unavailable, `${typeName} could not be prepared`);
    });
  const find = async (ctx: unknown): Promise<Answer> => {
    const answer = findAnswer(await prepare(ctx as HandlerContext), method);
    if (!answer) {
      throw new ConnectError(Code.Unimplemented, `${typeName}/${method.name} is not implemented`);
    }
    return answer;
  };
  return endpointOf(
    method,
    method.methodKind === "unary" || method.methodKind === "client_streaming"
      ? async (request, ctx) => (await find(ctx))(request, ctx)
      : async function* (request, ctx) {
          yield* answersOf(method, (await find(ctx))(request, ctx));
        },
  );
}
