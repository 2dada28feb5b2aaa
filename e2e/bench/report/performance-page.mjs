/** The text of docs/performance.md. */
import os from "node:os";
import { contenders, versionOf } from "../contenders.mjs";
import { ratioIn, titleOf } from "../rows.mjs";
import { formatFigure, formatRatio, formatSpread } from "./format.mjs";

/** @typedef {import("../rows.mjs").Row} Row */

/** @param {import("./write-report.mjs").Report} report */
export function performancePage({ rows: all, goals, recorder, rounds, chromium }) {
  const isPoint = (/** @type {Row} */ { measurement }) => measurement.inputs.length > 1;
  const [rows, points] = [all.filter((row) => !isPoint(row)), all.filter(isPoint)];
  const missed = goals.filter(({ value, goal }) => !(value <= goal));
  return `# Performance

This page is written by \`npm run bench -- --write\`. **Only ratios within one run count**: on another machine, or an hour
later on the same one, all clients take longer or less.

Each client has a page of its own, built by Vite for production from code that was generated for it, and runs in a process
of its own: in one page, clients would share what the engine has learned. Rounds take turns, one round of each page, then the
next round; the first ones do not count. A figure is the median of ${rounds} rounds (${Math.ceil(rounds / 3)} for memory and growth), and the
percentage in parentheses is the range of their middle half.

- **bare fetch** is the limit: the same call by hand, with \`fetch\` and \`fromBinary\` of protobuf-es, for responses that
  never fail.
- **Farcall, compiled** is the same program as **Farcall**, built with \`compileProtobuf()\`: see
  [compiled-codecs.md](compiled-codecs.md). It can be faster than the limit, which uses protobuf-es.
- Responses are prepared in the page, as a \`Response\` over chunks in memory, unless the row says "over the network". Those
  of small unary calls are plain objects with the same properties: a client's own cost would disappear in what a
  \`Response\` costs, and over a network in what the browser does.
- Messages are read one by one with \`for await\`, and the sum of their ids proves that all of them were decoded.

## Medians

${wideTable(rows, withUnit, cellOf)}

"Memory" is by how much the process of a fresh page grows at most. A large message over the network is read by bare fetch
without being decoded.

## Compared with connect-web

Time, memory or bytes as a part of connect-web's: 0.1 is a tenth.

<!-- to-connect-web -->
${ratioTable(rows, "connect-web")}
<!-- /to-connect-web -->

## Compared with bare fetch

${ratioTable(rows, "limit")}

## Growth

Both axes are logarithmic. A cost in proportion to the size is a straight line parallel to the dotted one; one that grows with
the square of the size is twice as steep. A client is left out where it would take more than five seconds. protobuf-ts keeps
messages that arrive together in an array and takes them from its front, which can take time in proportion to its length:
hence the large percentages.

![Time by the number of messages](images/performance-by-count.svg)

![Time by the size of a message](images/performance-by-size.svg)

${wideTable(points, withUnit, cellOf)}

## Where the time goes

\`npm run bench:profile -- network\`, or with the name of another measurement, profiles the pages. Rows that miss their goal:

- **Large messages over the network**: with Farcall, half of the time is the browser's (receiving, and the event loop), an
  eighth is waiting, and another eighth is \`read()\`. Of the rest, new memory for the payloads takes 10 % and copying into
  it 7 %. No client can avoid both, because a browser hands out only zeroed memory and chunks of its own; bare fetch throws
  away what it reads. Joining chunks takes 20 % in connect-web, 21 % in nice-grpc-web, and 40 % in protobuf-ts.
- **Nested records, compiled**: reading fields takes a sixth of the time. The others are strings (\`TextDecoder\`) and garbage
  collection, a fifth each, and copying the body out of the browser (\`arrayBuffer()\`), a seventh: bare fetch has the same.
- **The preset over gRPC-Web** has message limits, decompression and lazy chunks, each of which adds to a page; connect-web
  has none of them in a browser.

## Goals

${missed.length === 0 ? "All are met." : `Not met in this run:\n\n${missed.map(({ what, value, goal }) => `- ${what}: ${formatRatio(value)} instead of ${formatRatio(goal)}`).join("\n")}`}

A budget is what a run fails above.

${table([
  ["", "measured", "goal, at most", "budget", ""],
  ...goals.map(({ what, value, goal, budget }) => [
    what,
    formatRatio(value),
    formatRatio(goal),
    budget === undefined ? "" : formatRatio(budget),
    value <= goal ? "met" : "**not met**",
  ]),
])}

## Recording for the devtools

The shortest of a few rounds in one page, because these compare Farcall with itself.

${recorder.map(({ title, unit, times }) => table([[`${title}, ${unit}`, ""], ...Object.entries(times).map(([name, time]) => [name, formatFigure(time)])])).join("\n\n")}

## Machine and versions

${os.cpus()[0]?.model ?? "unknown processor"}, ${os.cpus().length} cores, ${Math.round(os.totalmem() / 2 ** 30)} GiB, ${os.type()} ${os.release()}, headless Chromium ${chromium}, Node ${process.versions.node}.

${table([
  ["package", "version"],
  ...["vite", ...new Set(contenders.flatMap(({ packages }) => packages))].map((name) => [name, versionOf(name)]),
])}
`;
}

/** @param {Row} row @param {string} name */
function cellOf({ figures, measurement }, name) {
  const figure = figures.get(name);
  if (!figure) {
    return "–";
  }
  const spread = measurement.kind === "bytes" ? "" : ` (${formatSpread(figure)})`;
  return `${formatFigure(figure.median)}${spread}`;
}

/** @param {Row} row */
function withUnit(row) {
  return `${titleOf(row)}, ${row.protocol}, ${row.measurement.unit}`;
}

/** @param {readonly Row[]} rows @param {string} other what others are compared with */
function ratioTable(rows, other) {
  const compared = rows.filter(({ figures }) => figures.has(other));
  return wideTable(
    compared,
    (row) => `${titleOf(row)}, ${row.protocol}`,
    (row, name) => formatRatio(ratioIn(row, name, other)),
  );
}

/**
 * @param {readonly Row[]} rows
 * @param {(row: Row) => string} title
 * @param {(row: Row, name: string) => string} cell
 */
function wideTable(rows, title, cell) {
  const labels = contenders.map(({ label }) => label);
  return table([["", ...labels], ...rows.map((row) => [title(row), ...contenders.map(({ name }) => cell(row, name))])]);
}

/** @param {readonly (readonly string[])[]} lines */
function table([head = [], ...lines]) {
  return [head, head.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
