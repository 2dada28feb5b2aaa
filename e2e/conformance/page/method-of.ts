/** Returns the method that a case calls. */
import type { DescMethod } from "@bufbuild/protobuf";
import { type ClientCompatRequest, ConformanceService } from "./protos.ts";

export function methodOf({ service, method: name }: ClientCompatRequest): DescMethod {
  const method = ConformanceService.methods.find((method) => method.name === name);
  if (service !== ConformanceService.typeName || !method) {
    throw new Error(`there is no method ${service}/${name}`);
  }
  return method;
}
