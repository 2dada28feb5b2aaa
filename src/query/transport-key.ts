/** Tells transports apart in query keys. */
import type { Transport } from "../client/transport.ts";

const keys = new WeakMap<Transport, string>();
let count = 0;

/** A key of its own for each transport: "1", "2", ... in the order in which they are first asked for. */
export function transportKeyOf(transport: Transport): string {
  let key = keys.get(transport);
  if (!key) {
    count++;
    key = String(count);
    keys.set(transport, key);
  }
  return key;
}
