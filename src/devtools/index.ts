/** The recorder of Farcall's devtools, which runs in the page. */
import type { Interceptor } from "../core/interceptor.ts";
import type { DevtoolsOptions } from "./options.ts";
import { pageHook } from "./page-hook.ts";

export type * from "./hook.ts";
export { hookKey } from "./hook.ts";
export type { DevtoolsOptions } from "./options.ts";

/**
 * Records the calls of a transport for the devtools: the extension's panel, the drawer, tests and agents. The
 * application sees no difference.
 *
 * All transports of a page share one recorder, configured by the first options. `createConnectTransport` and
 * `createGrpcWebTransport` use it automatically if it was created before them.
 *
 * @example
 * const transport = createTransport({ ..., interceptors: [devtools(), ...mine] }); // first, so that it sees everything
 */
export function devtools(options?: DevtoolsOptions): Interceptor {
  return pageHook(options).attach;
}
