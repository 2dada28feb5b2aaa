/** What the server received in a call, to be echoed: headers, timeout and requests. */
import { create } from "@bufbuild/protobuf";
import { anyPack } from "@bufbuild/protobuf/wkt";
import { RequestInfoSchema } from "./protos.mjs";

export class CallEcho {
  /** True until a request has arrived. */
  isEmpty = true;
  #next;
  #isNew = true;

  /** @param {import("farcall").RequestContext} ctx at the start of the call, when nearly all of its time is left */
  constructor({ requestHeaders, timeoutMs, httpMethod }) {
    this.#next = create(RequestInfoSchema, {
      requestHeaders: [...requestHeaders.keys()].map((name) => ({ name, value: requestHeaders.getAll(name) })),
      ...(timeoutMs !== undefined && { timeoutMs: BigInt(Math.floor(timeoutMs)) }),
      ...(httpMethod === "GET" && { connectGetInfo: {} }),
    });
  }

  /**
   * @template {import("@bufbuild/protobuf").DescMessage} D
   * @param {D} schema
   * @param {import("@bufbuild/protobuf").MessageShape<D>} request
   */
  add(schema, request) {
    this.#next.requests.push(anyPack(schema, request));
    this.isEmpty = false;
    this.#isNew = true;
  }

  /** Returns what has not been echoed yet; undefined if there is nothing. */
  take() {
    const info = this.#isNew ? this.#next : undefined;
    this.#next = create(RequestInfoSchema);
    this.#isNew = false;
    return info;
  }
}
