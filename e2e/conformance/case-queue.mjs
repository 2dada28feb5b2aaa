/**
 * Holds cases back until their server has a free connection. The runner sends thousands at once; a browser opens only six
 * connections to an HTTP/1 server, and a case that waited inside the browser would use up its deadline there.
 */
import { readAnsweredName, readCaseHead } from "./case-head.mjs";

const widthOnHttp1 = 6;

/** @typedef {{ free: number, waiting: { name: string, request: Uint8Array }[] }} Lane */

export class CaseQueue {
  /** @type {Map<string, Lane>} by server */
  #lanes = new Map();
  /** @type {Map<string, Lane>} by the name of the case */
  #running = new Map();
  #start;
  #widthOnHttp2;

  /**
   * @param {number} widthOnHttp2 all cases share one connection there, but not more than so many at once: a machine with
   *   few cores would be late for the shorter deadlines
   * @param {(request: Uint8Array) => void} start is called with a ClientCompatRequest when it can start
   */
  constructor(widthOnHttp2, start) {
    this.#widthOnHttp2 = widthOnHttp2;
    this.#start = start;
  }

  /** True if every case was answered. */
  get isEmpty() {
    return this.#running.size === 0; // a lane that has waiting cases has running ones
  }

  /** @param {Uint8Array} request a ClientCompatRequest */
  add(request) {
    const { name, server, isHttp1 } = readCaseHead(request);
    let lane = this.#lanes.get(server);
    if (!lane) {
      lane = { free: isHttp1 ? widthOnHttp1 : this.#widthOnHttp2, waiting: [] };
      this.#lanes.set(server, lane);
    }
    lane.waiting.push({ name, request });
    this.#advance(lane);
  }

  /** @param {Uint8Array} response a ClientCompatResponse */
  answer(response) {
    const name = readAnsweredName(response);
    const lane = this.#running.get(name);
    if (!lane) {
      throw new Error(`the page answered a case that is not running: ${name}`);
    }
    this.#running.delete(name);
    lane.free += 1;
    this.#advance(lane);
  }

  /** @param {Lane} lane */
  #advance(lane) {
    while (lane.free > 0) {
      const next = lane.waiting.shift();
      if (!next) {
        return;
      }
      lane.free -= 1;
      this.#running.set(next.name, lane);
      this.#start(next.request);
    }
  }
}
