/** Validates methods, which JavaScript may get wrong: one may not exist, or be of another kind. */
import type { DescMethod } from "@bufbuild/protobuf";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";

/** The options that methods of each kind support. */
const uses: Record<DescMethod["methodKind"], readonly string[]> = {
  unary: ["queryOptions", "infiniteQueryOptions", "mutationOptions", "call"],
  client_streaming: ["mutationOptions", "call"],
  server_streaming: ["streamOptions"],
  bidi_streaming: ["streamOptions"],
};

/** Throws invalid_argument unless the method supports these options. */
export function expectMethod(method: DescMethod, use: string): void {
  if (method?.kind !== "rpc") {
    throw new ConnectError(
      Code.InvalidArgument,
      `${use} got no method, expected a method of a generated service: HatService.method.makeHat`,
    );
  }
  const possible = uses[method.methodKind];
  if (!possible.includes(use)) {
    throw new ConnectError(
      Code.InvalidArgument,
      `${method.parent.typeName}/${method.name} is ${method.methodKind.replace("_", "-")}: ${use} cannot call it, but ${possible.join(", ")} can`,
    );
  }
}
