/** Methods as JavaScript may give them: one that does not exist, or of another kind. */
import type { DescMethod } from "@bufbuild/protobuf";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";

/** What can be made of the methods of each kind. */
const uses: Record<DescMethod["methodKind"], readonly string[]> = {
  unary: ["queryOptions", "infiniteQueryOptions", "mutationOptions", "call"],
  client_streaming: ["mutationOptions", "call"],
  server_streaming: ["streamOptions"],
  bidi_streaming: ["streamOptions"],
};

/** Throws invalid_argument unless such options can be made of this method. */
export function expectMethod(method: DescMethod, use: string): void {
  if (method?.kind !== "rpc") {
    throw new ConnectError(
      Code.InvalidArgument,
      `${use} got no method, expected one of a service that protoc-gen-es has generated: HatService.method.makeHat`,
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
