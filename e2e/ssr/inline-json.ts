/** A value as JSON that can stand in a <script>: no text in it can end that. */
export function inlineJson(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}
