/** `farcall/interceptors/validate`: checks requests against the rules in their .proto. Needs `@bufbuild/protovalidate`. */
import type { DescMessage, Message } from "@bufbuild/protobuf";
import { createValidator, type Validator, type ValidatorOptions, violationsToProto } from "@bufbuild/protovalidate";
import { errorDetail } from "../codec/error-detail.ts";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import type { CallInterceptor } from "../core/interceptor.ts";
import type { MessageType, MethodInfo } from "../core/method.ts";

export type ValidateOptions = ValidatorOptions;

/**
 * Checks each request before it is sent; on a server, before its implementation sees it. One that breaks a rule fails the
 * call with invalid_argument, and a `buf.validate.Violations` among the details says which:
 * `findDetails(error, ViolationsSchema)`. A rule that cannot be evaluated fails it with internal.
 *
 * @param options those of protovalidate's `createValidator`
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
      return next(request, ctx); // in the batches in which they come
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
    return; // of another message runtime, which has rules of its own
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
