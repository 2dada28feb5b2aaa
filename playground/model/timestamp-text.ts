/** The text of a google.protobuf.Timestamp, and what a date-time control of the browser shows of it. */

const format = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

/** Returns date and time in UTC, as the control has it: without seconds if they are none. Empty if the text is no time. */
export function pickerValue(text: string): string {
  return utcSeconds(text).replace(/(T\d\d:\d\d):00$/, "$1");
}

function utcSeconds(text: string): string {
  const [, time, , zone] = format.exec(text) ?? [];
  const ms = Date.parse(`${time}${zone}`);
  return Number.isNaN(ms) ? "" : new Date(ms).toISOString().slice(0, 19);
}

/** Returns the text for what was picked. The control knows no fractions of a second, so that those of the text stay. */
export function pickedTimestamp(text: string, picked: string): string {
  const fraction = format.exec(text)?.[2] ?? "";
  const seconds = /T\d\d:\d\d$/.test(picked) ? ":00" : "";
  return `${picked.replace(/\.\d*$/, "")}${seconds}${fraction}Z`;
}

/** Says what a date that no calendar has is sent as: February 30th is a day in March. */
export function timestampNote(text: string): string | undefined {
  const [, time, fraction = ""] = format.exec(text) ?? [];
  const sent = utcSeconds(text);
  const isReal = time === undefined || sent === "" || utcSeconds(`${time}Z`) === time;
  return isReal ? undefined : `There is no such day: this is ${sent}${fraction}Z.`;
}
