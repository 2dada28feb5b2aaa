/** Identifies transports in query keys. */
import type { Transport } from "../client/transport.ts";
import { noteTransport } from "./remade-transports.ts";
import { rendersPages } from "./renders-pages.ts";

const keys = new WeakMap<Transport, string>();

/** The counter is global, not per module: two copies of this package can share one QueryClient. */
const counter = Symbol.for("farcall.transports");
const page = globalThis as { [counter]?: number };

/**
 * Returns the key of a transport: "~1", "~2", ... in the order requested. Names given by applications have no tilde.
 */
export function transportKeyOf(transport: Transport): string {
  let key = keys.get(transport);
  if (!key) {
    const count = (page[counter] ?? 0) + 1;
    page[counter] = count;
    key = `~${count}`;
    keys.set(transport, key);
    // Tests create many, and so does a server, one for each page.
    if (process.env.NODE_ENV === "development" && !rendersPages) {
      noteTransport(transport.baseUrl);
    }
  }
  return key;
}
