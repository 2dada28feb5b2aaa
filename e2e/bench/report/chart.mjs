/**
 * Draws cost against the size of the input, one panel per protocol. Both axes are logarithmic, so that a cost in proportion
 * to the size is parallel to the dotted line, and one that grows with its square is twice as steep.
 */
import { contenders } from "../contenders.mjs";
import { formatFigure } from "./format.mjs";

/**
 * @typedef {object} Panel
 * @property {string} title
 * @property {readonly { x: number, costs: ReadonlyMap<string, number> }[]} points costs by contender
 */

/** Of a panel: the plot, and the space around it for text. */
const plot = { width: 250, height: 260, left: 58, right: 134, top: 62, bottom: 50 };
const panelWidth = plot.left + plot.width + plot.right;
const height = plot.top + plot.height + plot.bottom;
const labelGap = 15;

/** Colors that color-blind readers can tell apart, on a light and on a dark ground. */
const colors = [
  ["#6e7781", "#9198a1"],
  ["#0072b2", "#56b4e9"],
  ["#c2410c", "#ff8c42"],
  ["#9d174d", "#f27fb2"],
  ["#00785a", "#2fc79a"],
  ["#8a6d00", "#e3c53c"],
];
const style = `
.ground{fill:#fff}.ink{fill:#1f2328}.soft{fill:#59636e}.grid{stroke:#d8dee4}.guide{stroke:#59636e}
text{font:12px system-ui,sans-serif}.title{font-size:13px;font-weight:600}
${colors.map(([light], index) => `.line${index}{stroke:${light}}.dot${index}{fill:${light}}`).join("")}
@media (prefers-color-scheme:dark){
.ground{fill:#0d1117}.ink{fill:#f0f6fc}.soft{fill:#9198a1}.grid{stroke:#2a313c}.guide{stroke:#9198a1}
${colors.map(([, dark], index) => `.line${index}{stroke:${dark}}.dot${index}{fill:${dark}}`).join("")}
}`;

/**
 * @param {{ title: string, xLabel: string, formatX: (x: number) => string, panels: readonly Panel[] }} chart
 * @returns {string} SVG
 */
export function drawChart({ title, xLabel, formatX, panels }) {
  const costs = panels.flatMap(({ points }) => points.flatMap((point) => [...point.costs.values()]));
  const y = scaleOf([10 ** Math.floor(Math.log10(Math.min(...costs))), Math.max(...costs) * 1.2]);
  const xs = panels[0]?.points.map((point) => point.x) ?? [];
  const x = scaleOf([Math.min(...xs), Math.max(...xs)]);
  const width = panelWidth * panels.length;
  const drawn = panels.map(
    (panel, index) =>
      `<g transform="translate(${index * panelWidth} 0)">${drawPanel(panel, x, y, formatX)}
<text class="soft" x="${plot.left + plot.width / 2}" y="${height - 12}" text-anchor="middle">${xLabel}</text></g>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${title}</title>
<style>${style}
</style>
<rect class="ground" width="${width}" height="${height}" rx="6"/>
<text class="ink title" x="16" y="24">${title}</text>
${drawn.join("\n")}
</svg>
`;
}

/** @typedef {{ least: number, most: number, at: (value: number) => number }} Scale from 0 to 1 */

/** @typedef {{ label: string, index: number, end: [x: number, y: number] }} Line */

/** @param {[least: number, most: number]} range @returns {Scale} */
function scaleOf([least, most]) {
  return { least, most, at: (value) => Math.log(value / least) / Math.log(most / least) };
}

/** @param {Panel} panel @param {Scale} x @param {Scale} y @param {(x: number) => string} formatX */
function drawPanel({ title, points }, x, y, formatX) {
  const left = (/** @type {number} */ value) => round(plot.left + x.at(value) * plot.width);
  const top = (/** @type {number} */ value) => round(plot.top + (1 - y.at(value)) * plot.height);
  const bottom = plot.top + plot.height;
  const parts = [`<text class="ink" x="${plot.left}" y="${plot.top - 14}">${title}</text>`];
  for (let tick = y.least; tick <= y.most; tick *= 10) {
    parts.push(
      `<path class="grid" d="M${plot.left} ${top(tick)}h${plot.width}"/>`,
      `<text class="soft" x="${plot.left - 8}" y="${top(tick) + 4}" text-anchor="end">${tickOf(tick)}</text>`,
    );
  }
  for (const point of points) {
    parts.push(
      `<text class="soft" x="${left(point.x)}" y="${bottom + 20}" text-anchor="middle">${formatX(point.x)}</text>`,
    );
  }
  // In proportion to the size, from the corner as far as there is space.
  const far = Math.min(x.most, (x.least * y.most) / y.least);
  parts.push(
    `<path class="guide" stroke-dasharray="1 4" d="M${plot.left} ${bottom}L${left(far)} ${top((y.least * far) / x.least)}"/>`,
  );
  /** @type {Line[]} */
  const lines = [];
  for (const [index, { name, label }] of contenders.entries()) {
    const places = points.flatMap((point) => {
      const cost = point.costs.get(name);
      return cost === undefined ? [] : [/** @type {[number, number]} */ ([left(point.x), top(cost)])];
    });
    const end = places.at(-1);
    if (end) {
      parts.push(
        `<polyline class="line${index}" fill="none" stroke-width="2" points="${places.join(" ")}"/>`,
        ...places.map(([cx, cy]) => `<circle class="dot${index}" cx="${cx}" cy="${cy}" r="3"/>`),
      );
      lines.push({ label, index, end });
    }
  }
  return [...parts, ...drawLabels(lines)].join("\n");
}

/**
 * Labels right of the plot, apart from each other, each tied to the end of its line; beside the end of a line that ends
 * before.
 *
 * @param {readonly Line[]} lines
 */
function drawLabels(lines) {
  const edge = plot.left + plot.width;
  const early = lines.filter(({ end }) => end[0] < edge);
  const complete = lines.filter(({ end }) => end[0] >= edge).sort((a, b) => a.end[1] - b.end[1]);
  const tops = spread(complete.map(({ end }) => end[1]));
  return [
    ...early.map(({ label, end: [x, y] }) => `<text class="ink" x="${x + 8}" y="${round(y + 4)}">${label}</text>`),
    ...complete.flatMap(({ label, index, end: [x, y] }, order) => [
      `<path class="line${index}" fill="none" opacity=".6" d="M${x + 4} ${y}L${edge + 16} ${tops[order]}"/>`,
      `<text class="ink" x="${edge + 20}" y="${round((tops[order] ?? 0) + 4)}">${label}</text>`,
    ]),
  ];
}

/** Moves sorted heights apart. @param {readonly number[]} heights */
function spread(heights) {
  /** @type {number[]} */
  const apart = [];
  for (const height of heights) {
    apart.push(Math.max(height, (apart.at(-1) ?? 0) + labelGap));
  }
  // Those that were pushed below the plot go up again.
  let limit = plot.top + plot.height;
  for (let index = apart.length - 1; index >= 0; index--) {
    apart[index] = round(Math.min(apart[index] ?? 0, limit));
    limit = (apart[index] ?? 0) - labelGap;
  }
  return apart;
}

/** @param {number} milliseconds */
function tickOf(milliseconds) {
  return milliseconds >= 1_000 ? `${formatFigure(milliseconds / 1_000).replace(/\.0+$/, "")} s` : `${milliseconds} ms`;
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 10) / 10;
}
