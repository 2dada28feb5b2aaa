/** `farcall/interceptors/validate`: checks requests against their .proto rules. Requires `@bufbuild/protovalidate`. */
import type { DescMessage, Message } from "@bufbuild/protobuf";
import { createValidator, type Validator, type ValidatorOptions, violationsToProto } from "@bufbuild/protovalidate";
import { errorDetail } from "../codec/error-detail.ts";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import type { CallInterceptor } from "../core/interceptor.ts";
import type { MessageType, MethodInfo } from "../core/method.ts";

export type ValidateOptions = ValidatorOptions;

/**
 * Checks each request before it is sent; on a server, before the implementation sees it. A request that violates a rule
 * fails the call with invalid_argument, with `buf.validate.Violations` among the details:
 * `findDetails(error, ViolationsSchema)`. A rule that cannot be evaluated fails it with internal.
 *
 * @param options the options of protovalidate's `createValidator`
 *
 * @example
 * createFetchHandler({ services, interceptors: [validate()] });
 *
 * @see https://protovalidate.com
 */
export function validate(options?: ValidateOptions): CallInterceptor {
  const validator = createValidator(options);
  return {
    async interceptUnary(next, request, ctx) {
      check(validator, ctx.method, request);
      return next(request, ctx);
    },
    interceptServerStream(next, request, ctx) {
      check(validator, ctx.method, request);
      return next(request, ctx); // keeps the batches in which messages arrive
    },
    interceptClientStream: (next, requests, ctx) => next(checked(validator, ctx.method, requests), ctx),
    interceptBidiStream: (next, requests, ctx) => next(checked(validator, ctx.method, requests), ctx),
  };
}

async function* checked<I, O>(
  validator: Validator,
  method: MethodInfo<I, O>,
  requests: AsyncIterable<I>,
): AsyncGenerator<I> {
  for await (const request of requests) {
    check(validator, method, request);
    yield request;
  }
}

function check<I, O>(validator: Validator, { input }: MethodInfo<I, O>, request: I): void {
  if (!isDescriptor(input)) {
    return; // a message of another runtime, which protovalidate cannot check
  }
  const { kind, error, violations } = validator.validate(input, request as Message);
  if (kind === "invalid") {
    const [message, schema] = violationsToProto(violations);
    throw new ConnectError(Code.InvalidArgument, `${input.typeName}: ${error.message}`, {
      details: [errorDetail(schema, message)],
      cause: error,
    });
  }
  if (kind === "error") {
    throw ConnectError.from(error, Code.Internal, `cannot validate ${input.typeName}`);
  }
}

function isDescriptor(type: MessageType | DescMessage): type is DescMessage {
  return "kind" in type && type.kind === "message";
}
