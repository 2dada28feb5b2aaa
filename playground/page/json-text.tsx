/** JSON in the colors of the editor. */
import { jsonTokens } from "../model/json-tokens.ts";

/** In characters; beyond this, the elements would cost more than the colors are worth. */
const longestColoured = 20_000;

export function JsonText({ text }: { text: string }) {
  if (text.length > longestColoured) {
    return <pre>{text}</pre>;
  }
  return (
    <pre>
      {jsonTokens(text).map(({ kind, text: part, from }) =>
        kind === "plain" ? (
          part
        ) : (
          <span key={from} className={`json-${kind}`}>
            {part}
          </span>
        ),
      )}
    </pre>
  );
}
