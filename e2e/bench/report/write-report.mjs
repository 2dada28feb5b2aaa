/** Writes docs/performance.md, its charts, and the ratios in the README. */
import { readFileSync, writeFileSync } from "node:fs";
import { readmeWith } from "../../../scripts/check-performance.mjs";
import { protocols } from "../measurements.mjs";
import { rowsOf } from "../rows.mjs";
import { drawChart } from "./chart.mjs";
import { performancePage } from "./performance-page.mjs";

/**
 * @typedef {object} Report
 * @property {readonly import("../rows.mjs").Row[]} rows
 * @property {readonly import("../goals.mjs").Goal[]} goals
 * @property {readonly import("../recorder-costs.mjs").RecorderCost[]} recorder
 * @property {number} rounds
 * @property {string} chromium its version
 */

/** @param {Report} report */
export function writeReport(report) {
  writeChart(report, "by-count", {
    title: "Milliseconds for a stream of small messages",
    xLabel: "messages",
    xOf: ({ count = 0 }) => count,
    formatX: (count) => count.toLocaleString("en"),
  });
  writeChart(report, "by-size", {
    title: "Milliseconds for one message in chunks of 1,400 bytes",
    xLabel: "size of the message, MiB",
    xOf: ({ mebibytes = 0 }) => mebibytes,
    formatX: String,
  });
  const page = performancePage(report);
  writeFileSync("docs/performance.md", page);
  writeFileSync("README.md", readmeWith(readFileSync("README.md", "utf8"), page));
}

/**
 * @param {Report} report
 * @param {string} name of a measurement
 * @param {{ title: string, xLabel: string, xOf: (input: import("../pages/works.ts").WorkInput) => number, formatX: (x: number) => string }} axis
 */
function writeChart({ rows }, name, { xOf, ...axis }) {
  const panels = protocols.map((protocol) => ({
    title: protocol,
    points: rowsOf(rows, name, protocol).map(({ input, figures }) => ({
      x: xOf(input),
      costs: new Map([...figures].map(([contender, { median }]) => [contender, median])),
    })),
  }));
  writeFileSync(`docs/images/performance-${name}.svg`, drawChart({ ...axis, panels }));
}
