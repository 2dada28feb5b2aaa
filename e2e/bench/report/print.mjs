/** Prints a run as one table, row by row, while it goes on. */
import { contenders } from "../contenders.mjs";
import { ratioIn, titleOf } from "../rows.mjs";
import { formatFigure, formatRatio, formatSpread } from "./format.mjs";

let hasHead = false;

/** @param {import("../rows.mjs").Row} row */
export function printRow(row) {
  if (!hasHead) {
    line("", "median", "spread", "to bare fetch", "to connect-web");
    hasHead = true;
  }
  const { measurement, protocol, figures } = row;
  console.log(`\n${titleOf(row)}, ${protocol}, ${measurement.unit}`);
  for (const { name, label } of contenders) {
    const figure = figures.get(name);
    if (figure) {
      const ratios = ["limit", "connect-web"].map((other) => formatRatio(ratioIn(row, name, other)));
      line(`  ${label}`, formatFigure(figure.median), formatSpread(figure), ...ratios);
    }
  }
}

/** @param {readonly import("../recorder-costs.mjs").RecorderCost[]} costs */
export function printRecorder(costs) {
  for (const { title, unit, times } of costs) {
    console.log(`\n${title}, ${unit}`);
    for (const [name, time] of Object.entries(times)) {
      line(`  ${name}`, formatFigure(time));
    }
  }
}

/** Returns how many budgets are exceeded. @param {readonly import("../goals.mjs").Goal[]} goals */
export function printGoals(goals) {
  console.log("\nGoals");
  let exceeded = 0;
  for (const { what, value, goal, budget } of goals) {
    const isOver = budget !== undefined && !(value <= budget);
    exceeded += isOver ? 1 : 0;
    const verdict = isOver ? "OVER BUDGET" : value <= goal ? "met" : "not met";
    const limits = `at most ${formatRatio(goal)}${budget === undefined ? "" : `, budget ${formatRatio(budget)}`}`;
    console.log(`  ${verdict.padEnd(12)}${what}: ${formatRatio(value)}, ${limits}`);
  }
  if (exceeded > 0) {
    console.error(`\n${exceeded} over budget`);
  }
  return exceeded;
}

/** @param {string} name @param {string[]} cells */
function line(name, ...cells) {
  console.log(name.padEnd(24) + cells.map((cell) => cell.padStart(15)).join(""));
}
