/** The usual transports of a page that has a recorder for the devtools are recorded. */
import type { Interceptor } from "../core/interceptor.ts";
import type { CommonTransportOptions } from "./transport-options.ts";

// As in devtools/hook.ts, which lies above: whoever may have put a recorder into the page, it is found by this name.
const hookKey: unique symbol = Symbol.for("farcall.devtools") as never;

export function withRecorder<T extends CommonTransportOptions>(options: T): T {
  const attach = (globalThis as { [hookKey]?: { attach?: Interceptor } })[hookKey]?.attach;
  return attach ? { ...options, interceptors: [attach].concat(options.interceptors ?? []) } : options;
}
