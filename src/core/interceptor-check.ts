/**
 * Validates interceptors, which in JavaScript may be anything: one that is never called would silently leave calls
 * without their token.
 */
import { Code } from "./code.ts";
import { ConnectError } from "./connect-error.ts";

const methods = ["interceptUnary", "interceptServerStream", "interceptClientStream", "interceptBidiStream", "onStart"];

/**
 * Throws invalid_argument, naming the index in the list, for an interceptor that would never be called.
 *
 * @param suffix "Sync" for the interceptors of synchronous calls, whose methods end in it; an object may have both
 */
export function checkInterceptors(interceptors: readonly unknown[], suffix: "" | "Sync" = ""): void {
  if (!Array.isArray(interceptors)) {
    throw new ConnectError(Code.InvalidArgument, `interceptors: expected an array, got ${typeof interceptors}`);
  }
  const onEnd = `onEnd${suffix}`;
  const starts = methods.map((name) => name + suffix);
  // Not forEach, which skips holes in an array.
  for (const [index, interceptor] of interceptors.entries()) {
    const present = [...starts, onEnd].filter((name) => interceptor?.[name] !== undefined);
    const notFunction = present.find((name) => typeof interceptor[name] !== "function");
    const complaint =
      typeof interceptor !== "object" || present.length === 0
        ? `expected an object with ${starts.join(", ")}, got ${interceptor === null ? null : typeof interceptor}`
        : notFunction
          ? `${notFunction} is not a function`
          : present.includes(onEnd) && !present.includes(`onStart${suffix}`)
            ? `${onEnd} is never called without onStart${suffix}`
            : undefined;
    if (complaint) {
      throw new ConnectError(Code.InvalidArgument, `interceptors[${index}]: ${complaint}`);
    }
  }
}
