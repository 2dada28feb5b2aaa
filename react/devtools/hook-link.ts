/** A link to the hook of the current page, for the drawer and for panels inside an application. */
import { type Hook, hookKey } from "farcall/devtools";
import type { Link } from "./link.ts";

/** Looks up the hook for each query, because it may appear after the panel. */
export function hookLink(): Link {
  return {
    async ask(member, args) {
      const hook = (globalThis as { [hookKey]?: Hook })[hookKey];
      const answer = hook && (hook[member] as (...args: readonly (string | number)[]) => string);
      return answer?.apply(hook, args as never);
    },
  };
}
