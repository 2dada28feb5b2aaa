/** Farcall's devtools, the part in the page: records calls for whoever wants to look at them. */
import type { Interceptor } from "../core/interceptor.ts";
import type { DevtoolsOptions } from "./options.ts";
import { pageHook } from "./page-hook.ts";

export type * from "./hook.ts";
export { hookKey } from "./hook.ts";
export type { DevtoolsOptions } from "./options.ts";

/**
 * Records the calls of a transport for the devtools: the extension's panel, the drawer, tests and agents. It changes
 * nothing in what the application sees.
 *
 * All transports of a page share one recorder; the options of the first count. `createConnectTransport` and
 * `createGrpcWebTransport` find it by themselves if it is made before they are.
 *
 * @example
 * const transport = createTransport({ ..., interceptors: [devtools(), ...mine] }); // first, so that it sees everything
 */
export function devtools(options?: DevtoolsOptions): Interceptor {
  return pageHook(options).attach;
}
