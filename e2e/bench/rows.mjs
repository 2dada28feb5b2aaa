/** The results of a run. */

/** @typedef {import("./measurements.mjs").Measurement} Measurement */
/** @typedef {import("./measurements.mjs").Protocol} Protocol */
/** @typedef {import("./statistics.mjs").Figure} Figure */

/**
 * @typedef {object} Row one measurement, over one protocol, with one input
 * @property {Measurement} measurement
 * @property {Protocol} protocol
 * @property {import("./pages/works.ts").WorkInput} input
 * @property {ReadonlyMap<string, Figure>} figures by the names of the contenders
 */

/**
 * The figure of a contender to that of another; NaN if one of them has none.
 *
 * @param {Row} row
 * @param {string} name
 * @param {string} other
 */
export function ratioIn({ figures }, name, other) {
  return (figures.get(name)?.median ?? Number.NaN) / (figures.get(other)?.median ?? Number.NaN);
}

/**
 * @param {readonly Row[]} rows
 * @param {string} name of a measurement
 * @param {Protocol} protocol
 */
export function rowsOf(rows, name, protocol) {
  return rows.filter((row) => row.measurement.name === name && row.protocol === protocol);
}

/** The title of a row, with its input where a measurement has several. @param {Row} row */
export function titleOf({ measurement, input }) {
  const point = input.mebibytes ? `${input.mebibytes} MiB` : (input.count ?? 0).toLocaleString("en");
  return measurement.inputs.length > 1 ? `${measurement.title}: ${point}` : measurement.title;
}
