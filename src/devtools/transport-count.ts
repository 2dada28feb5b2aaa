/** Distinguishes transports by their send function and base URL. */
import { procedureName } from "../core/method.ts";
import type { Send } from "../core/request-context.ts";
import type { CallRecord } from "./call-record.ts";

export class TransportCount {
  size = 0;
  readonly #targets = new WeakMap<Send, Set<string>>();

  add({ send, ctx: { protocol, url, method } }: CallRecord): void {
    const target = `${protocol} ${url.slice(0, -procedureName(method).length)}`;
    const targets = this.#targets.get(send) ?? new Set();
    this.#targets.set(send, targets);
    this.size += targets.has(target) ? 0 : 1;
    targets.add(target);
  }
}
