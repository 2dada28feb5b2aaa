/** Names of fields, and patterns that match their words. */

/** Fields have the names of any style, "firstName" or "FIRST_NAME", in some schemas. */
export function snakeCase(name: string): string {
  return name.replace(/([a-z\d])([A-Z])/g, "$1_$2").toLowerCase();
}

/** Matches names in snake case that contain one of the words, in singular or plural: "note" is not in "notebook". */
export function fieldPattern(words: string): RegExp {
  return new RegExp(`(?<![a-z])(?:${words})s?(?![a-z])`);
}
