/** Numbers for fields, by what their names promise. All fit into 32 bits, with or without sign. */
import { fieldPattern, snakeCase } from "./field-pattern.ts";

/** The first rule that matches a name wins. Without a fraction, the integer serves as one. */
const rules = (
  [
    ["lat|latitude", 52, 52.52],
    ["lng|lon|longitude", 13, 13.405],
    ["year", 2026],
    ["month", 1],
    ["day", 15],
    ["hour", 9],
    ["minute", 30],
    ["ms|millis|milliseconds|duration|timeout|interval|delay", 250],
    ["nanos", 500_000_000],
    ["seconds?", 30],
    ["timestamp|time|at", 1_768_469_400],
    ["port", 8080],
    ["price|amount|cost|total|balance", 1999, 19.99],
    ["percent|percentage", 25],
    ["ratio|rate|score|weight|probability", 4, 0.75],
    ["page_size|limit|max", 10],
    ["offset|skip|after", 0],
    ["age", 36],
    ["count|quantity|size|length", 3],
    ["id", 1001],
  ] as const
).map(([words, integer, fraction = integer]) => ({ pattern: fieldPattern(words), integer, fraction }));

export function numberExample(name: string, index: number, isInteger: boolean): number {
  const rule = rules.find(({ pattern }) => pattern.test(snakeCase(name)));
  if (!rule) {
    return isInteger ? index + 1 : index + 1.5;
  }
  return (isInteger ? rule.integer : rule.fraction) + index;
}
