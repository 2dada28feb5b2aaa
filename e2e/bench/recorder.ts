/** Recorders of their own for benchmarks: a page has one, which all would share. */
import { type DevtoolsOptions, devtools, type Hook, hookKey } from "farcall/devtools";

const page = globalThis as { [hookKey]?: Hook };

export function recorded(options?: DevtoolsOptions): Hook {
  delete page[hookKey];
  devtools(options);
  return page[hookKey] as unknown as Hook;
}
