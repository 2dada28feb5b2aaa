/** Turns a generated service and its synchronous implementation into endpoints. */
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
import { createMessage, methodInfo } from "../../codec/proto-method.ts";
import type { RequestContext } from "../../core/request-context.ts";
import { answersOfSync, checkAnswer } from "../check-answer.ts";
import { type Answer, checkDescription, checkImplementation, findAnswer } from "../implementation.ts";
import { EndpointSync } from "./endpoint.ts";

type Implementation<M extends DescMethod> =
  M extends DescMethodUnary<infer I, infer O>
    ? (request: MessageShape<I>, ctx: RequestContext<MessageShape<I>, MessageShape<O>>) => MessageInitShape<O>
    : M extends DescMethodServerStreaming<infer I, infer O>
      ? (
          request: MessageShape<I>,
          ctx: RequestContext<MessageShape<I>, MessageShape<O>>,
        ) => Iterable<MessageInitShape<O>>
      : M extends DescMethodClientStreaming<infer I, infer O>
        ? (
            requests: Iterable<MessageShape<I>>,
            ctx: RequestContext<MessageShape<I>, MessageShape<O>>,
          ) => MessageInitShape<O>
        : M extends DescMethodBiDiStreaming<infer I, infer O>
          ? (
              requests: Iterable<MessageShape<I>>,
              ctx: RequestContext<MessageShape<I>, MessageShape<O>>,
            ) => Iterable<MessageInitShape<O>>
          : never;

/** The implemented methods of a service; calls to the others fail with unimplemented. */
export type ServiceImplementationSync<S extends DescService> = {
  [K in keyof S["method"]]?: Implementation<S["method"][K]>;
};

/**
 * Creates the endpoints of a generated service, for `createSyncHandler`. Methods may return plain objects with just the
 * fields that are set.
 *
 * @example
 * serviceSync(ElizaService, {
 *   say: ({ sentence }) => ({ sentence: `You said: ${sentence}` }),
 *   *introduce({ name }) {
 *     yield { sentence: `Hi ${name}` };
 *   },
 * })
 */
export function serviceSync<S extends DescService>(
  description: S,
  implementation: ServiceImplementationSync<S>,
): EndpointSync[] {
  checkDescription(description);
  checkImplementation(description, implementation);
  return description.methods.flatMap((method) => {
    const answer = findAnswer(implementation, method);
    return answer ? [endpointOf(method, answer)] : [];
  });
}

function endpointOf(method: DescMethod, answer: Answer): EndpointSync {
  const info = methodInfo(method);
  const complete = (init: unknown) => {
    checkAnswer(method, init);
    return createMessage(method.output, init as MessageInitShape<typeof method.output>);
  };
  const { kind } = info;
  switch (kind) {
    case "unary":
    case "clientStream":
      return EndpointSync[kind](info, (request: unknown, ctx) => complete(answer(request, ctx)));
    case "serverStream":
    case "bidiStream":
      return EndpointSync[kind](info, function* (request: unknown, ctx) {
        for (const init of answersOfSync(method, answer(request, ctx))) {
          yield complete(init);
        }
      });
  }
}
