/** What the figures of a run should be, and what they must be. */
import { protocols } from "./measurements.mjs";
import { ratioIn, rowsOf } from "./rows.mjs";

/** @typedef {import("./rows.mjs").Row} Row */
/** @typedef {import("./measurements.mjs").Protocol} Protocol */

/**
 * @typedef {object} Goal
 * @property {string} what
 * @property {number} value
 * @property {number} goal at most this
 * @property {number} [budget] at most this, or the run fails
 */

/** By the names that goals are told with. */
const own = /** @type {const} */ ({ farcall: "plain", compiled: "compiled" });
const clients = /** @type {("farcall" | "compiled")[]} */ (Object.keys(own));

/** @param {readonly Row[]} rows @returns {Goal[]} those that the rows have figures for */
export function goalsOf(rows) {
  const goals = protocols.flatMap((protocol) => [
    ...smallMessages(rows, protocol),
    ...records(rows, protocol),
    ...unary(rows, protocol),
    ...clients.flatMap((name) => [...abort(rows, protocol, name), ...network(rows, protocol, name)]),
    ...clients.flatMap((name) => [...memory(rows, protocol, name), ...growth(rows, protocol, name)]),
    ...clients.flatMap((name) =>
      ratios(rows, "preset-bytes", protocol, [[name, "connect-web", { goal: 1 }, "bytes of the preset"]]),
    ),
  ]);
  return goals.filter(({ value }) => !Number.isNaN(value));
}

/**
 * @param {readonly Row[]} rows
 * @param {string} measurement
 * @param {Protocol} protocol
 * @param {readonly [name: "farcall" | "compiled", other: string, limits: { goal: number, budget?: number }, what: string][]} wanted
 * @returns {Goal[]}
 */
function ratios(rows, measurement, protocol, wanted) {
  return rowsOf(rows, measurement, protocol).flatMap((row) =>
    wanted.map(([name, other, limits, what]) => ({
      what: `${what}, ${own[name]} to ${other === "limit" ? "bare fetch" : other}, ${protocol}`,
      value: ratioIn(row, name, other),
      ...limits,
    })),
  );
}

/** @param {readonly Row[]} rows @param {Protocol} protocol */
function smallMessages(rows, protocol) {
  const what = "small messages";
  return ratios(rows, "small-messages", protocol, [
    ["farcall", "limit", { goal: 1.2, budget: 1.2 }, what],
    ["farcall", "connect-web", { goal: 1 / 6, budget: 1 / 6 }, what],
    ["compiled", "connect-web", { goal: 1 / 15 }, what],
    ["compiled", "nice-grpc-web", { goal: 1 }, what],
  ]);
}

/** @param {readonly Row[]} rows @param {Protocol} protocol */
function records(rows, protocol) {
  return ratios(rows, "records", protocol, [["compiled", "limit", { goal: 0.6 }, "nested records"]]);
}

/** What a client adds to a call by hand. @param {readonly Row[]} rows @param {Protocol} protocol @returns {Goal[]} */
function unary(rows, protocol) {
  return rowsOf(rows, "unary", protocol).flatMap(({ figures }) => {
    const cost = (/** @type {string} */ name) =>
      (figures.get(name)?.median ?? Number.NaN) - (figures.get("limit")?.median ?? Number.NaN);
    return clients.map((name) => ({
      what: `own cost of a unary call, ${own[name]} to connect-web, ${protocol}`,
      value: cost(name) / cost("connect-web"),
      goal: 0.2,
      ...(name === "farcall" && { budget: 0.25 }),
    }));
  });
}

/** @param {readonly Row[]} rows @param {Protocol} protocol @param {"farcall" | "compiled"} name */
function abort(rows, protocol, name) {
  const limits = { goal: 0.55, ...(name === "farcall" && { budget: 0.55 }) };
  return ratios(rows, "abort", protocol, [[name, "connect-web", limits, "abort to rejection"]]);
}

/** @param {readonly Row[]} rows @param {Protocol} protocol @param {"farcall" | "compiled"} name */
function network(rows, protocol, name) {
  const what = "large messages over the network";
  const isPlain = name === "farcall";
  return ratios(rows, "network", protocol, [
    [name, "limit", { goal: 1.1, ...(isPlain && { budget: 1.1 }) }, what],
    [name, "connect-web", { goal: 1, ...(isPlain && { budget: 1 }) }, what],
    [name, "nice-grpc-web", { goal: 1 }, what],
    [name, "protobuf-ts", { goal: 1 }, what],
  ]);
}

/** @param {readonly Row[]} rows @param {Protocol} protocol @param {"farcall" | "compiled"} name @returns {Goal[]} */
function memory(rows, protocol, name) {
  return rowsOf(rows, "memory", protocol).map(({ figures }) => ({
    what: `MiB for 100,000 messages, ${own[name]}, ${protocol}`,
    value: figures.get(name)?.median ?? Number.NaN,
    goal: 20,
  }));
}

/**
 * That cost grows in a straight line: from each point to the next, by hardly more than the input.
 *
 * @param {readonly Row[]} rows
 * @param {Protocol} protocol
 * @param {"farcall" | "compiled"} name
 * @returns {Goal[]}
 */
function growth(rows, protocol, name) {
  return ["by-count", "by-size"].flatMap((measurement) => {
    const [before, last] = rowsOf(rows, measurement, protocol).slice(-2);
    const [less, more] = [before?.figures.get(name)?.median, last?.figures.get(name)?.median];
    const [from, to] = [before, last].map((row) => row?.input.mebibytes || row?.input.count || Number.NaN);
    return {
      what: `${measurement === "by-count" ? "ten times as many messages" : "a message four times as large"}, ${own[name]}, ${protocol}: cost to size`,
      value: (more ?? Number.NaN) / (less ?? Number.NaN) / ((to ?? Number.NaN) / (from ?? Number.NaN)),
      goal: 1.25,
      ...(measurement === "by-size" && name === "farcall" && { budget: 1.25 }),
    };
  });
}
