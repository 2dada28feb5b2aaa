/** A link to the hook of this very page: for the drawer, and for a panel that an application puts into itself. */
import { type Hook, hookKey } from "farcall/devtools";
import type { Link } from "./link.ts";

/** The hook is looked up at each question: it may come later than the panel. */
export function hookLink(): Link {
  return {
    async ask(member, args) {
      const hook = (globalThis as { [hookKey]?: Hook })[hookKey];
      const answer = hook && (hook[member] as (...args: readonly (string | number)[]) => string);
      return answer?.apply(hook, args as never);
    },
  };
}
