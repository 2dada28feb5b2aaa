/** Connects the standard transports to the devtools recorder, if the page has one. */
import type { Interceptor } from "../core/interceptor.ts";
import { checkInterceptors } from "../core/interceptor-check.ts";
import type { CommonTransportOptions } from "./transport-options.ts";

// Must match devtools/hook.ts, which this layer cannot import: a recorder is found by this name, whoever installed it.
const hookKey: unique symbol = Symbol.for("farcall.devtools") as never;

export function withRecorder<T extends CommonTransportOptions>(options: T): T {
  const attach = (globalThis as { [hookKey]?: { attach?: Interceptor } })[hookKey]?.attach;
  if (!attach) {
    return options;
  }
  const { interceptors = [] } = options;
  checkInterceptors(interceptors); // before the recorder shifts the indexes that errors name
  return { ...options, interceptors: [attach, ...interceptors] };
}
