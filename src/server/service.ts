/** From a generated service and its implementation to endpoints. */
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
import type { RequestContext } from "../core/request-context.ts";
import { Endpoint } from "./endpoint.ts";

type Implementation<M extends DescMethod> =
  M extends DescMethodUnary<infer I, infer O>
    ? (
        request: MessageShape<I>,
        ctx: RequestContext<MessageShape<I>, MessageShape<O>>,
      ) => MessageInitShape<O> | Promise<MessageInitShape<O>>
    : M extends DescMethodServerStreaming<infer I, infer O>
      ? (
          request: MessageShape<I>,
          ctx: RequestContext<MessageShape<I>, MessageShape<O>>,
        ) => AsyncIterable<MessageInitShape<O>>
      : M extends DescMethodClientStreaming<infer I, infer O>
        ? (
            requests: AsyncIterable<MessageShape<I>>,
            ctx: RequestContext<MessageShape<I>, MessageShape<O>>,
          ) => MessageInitShape<O> | Promise<MessageInitShape<O>>
        : M extends DescMethodBiDiStreaming<infer I, infer O>
          ? (
              requests: AsyncIterable<MessageShape<I>>,
              ctx: RequestContext<MessageShape<I>, MessageShape<O>>,
            ) => AsyncIterable<MessageInitShape<O>>
          : never;

/** The methods of a service that are implemented; calls of the others are answered with unimplemented. */
export type ServiceImplementation<S extends DescService> = {
  [K in keyof S["method"]]?: Implementation<S["method"][K]>;
};

/**
 * The endpoints of a generated service. Answers may be plain objects with the fields that are set.
 *
 * @example
 * service(ElizaService, {
 *   say: ({ sentence }) => ({ sentence: `You said: ${sentence}` }),
 *   async *introduce({ name }) {
 *     yield { sentence: `Hi ${name}` };
 *   },
 * })
 */
export function service<S extends DescService>(description: S, implementation: ServiceImplementation<S>): Endpoint[] {
  const functions = implementation as Record<string, ((request: unknown, ctx: unknown) => unknown) | undefined>;
  return description.methods.flatMap((method) => {
    const answer = functions[method.localName]?.bind(implementation);
    return answer ? [endpointOf(method, answer)] : [];
  });
}

function endpointOf(method: DescMethod, answer: (request: unknown, ctx: unknown) => unknown): Endpoint {
  const info = methodInfo(method);
  const complete = (init: unknown) => createMessage(method.output, init as MessageInitShape<typeof method.output>);
  const { kind } = info;
  switch (kind) {
    case "unary":
    case "clientStream":
      return Endpoint[kind](info, async (request: unknown, ctx) => complete(await answer(request, ctx)));
    case "serverStream":
    case "bidiStream":
      return Endpoint[kind](info, async function* (request: unknown, ctx) {
        for await (const init of answer(request, ctx) as AsyncIterable<unknown>) {
          yield complete(init);
        }
      });
  }
}
