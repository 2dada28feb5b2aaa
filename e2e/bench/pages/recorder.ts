/** Creates separate recorders for benchmarks; all transports of a page would otherwise share one. */
import { type DevtoolsOptions, devtools, type Hook, hookKey } from "farcall/devtools";

const page = globalThis as { [hookKey]?: Hook };

export function recorded(options?: DevtoolsOptions): Hook {
  delete page[hookKey];
  devtools(options);
  return page[hookKey] as unknown as Hook;
}
