/** Finds the generated method of a MethodInfo, which connect-es needs. */
import type { DescMethod } from "@bufbuild/protobuf";
import { generatedMethod } from "../codec/proto-method.ts";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { type MethodInfo, procedureName } from "../core/method.ts";

export function esMethod(info: MethodInfo): DescMethod {
  const method = generatedMethod(info);
  if (!method) {
    throw new ConnectError(
      Code.Unimplemented,
      `${procedureName(info)} was not created by methodInfo(): connect-es calls only methods from protoc-gen-es`,
    );
  }
  return method;
}
