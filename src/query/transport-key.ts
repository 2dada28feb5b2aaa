/** Tells transports apart in query keys. */
import type { Transport } from "../client/transport.ts";
import { noteTransport } from "./remade-transports.ts";
import { rendersPages } from "./renders-pages.ts";

const keys = new WeakMap<Transport, string>();

/** The counter is the page's, not the module's: two copies of this package can share one QueryClient. */
const counter = Symbol.for("farcall.transports");
const page = globalThis as { [counter]?: number };

/** A key of its own for each transport: "~1", "~2", ... in the order asked for. The tilde is in no name that is given. */
export function transportKeyOf(transport: Transport): string {
  let key = keys.get(transport);
  if (!key) {
    const count = (page[counter] ?? 0) + 1;
    page[counter] = count;
    key = `~${count}`;
    keys.set(transport, key);
    // Tests make many, and so does a server, one for each page.
    if (process.env.NODE_ENV === "development" && !rendersPages) {
      noteTransport(transport.baseUrl);
    }
  }
  return key;
}
