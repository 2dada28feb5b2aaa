/** Validates the services passed to a handler. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { checkList, hasMethods } from "../core/invalid-option.ts";
import type { MethodInfo } from "../core/method.ts";

/** An endpoint, synchronous or not. */
interface EndpointLike {
  readonly kind: string;
  readonly method: MethodInfo;
  readonly function: unknown;
}

/**
 * Throws unless `services` is an array of results of `make`, or of arrays of endpoints.
 *
 * @param make for error messages: "service(Description, implementation)"
 */
export function checkServices(services: unknown, make: string): void {
  checkList("services", services, `${make} or an array of endpoints`, Array.isArray);
  for (const [index, endpoints] of (services as EndpointLike[][]).entries()) {
    checkList(`services[${index}]`, endpoints, "an endpoint", isEndpoint);
    for (const { kind, method } of endpoints) {
      if (kind !== method.kind) {
        throw new ConnectError(Code.InvalidArgument, `${method.name} is served as ${kind}, but is ${method.kind}`);
      }
    }
  }
}

function isEndpoint(value: unknown): boolean {
  const { method } = Object(value);
  return hasMethods(value, "function") && typeof Object(method).name === "string";
}
