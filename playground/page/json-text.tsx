/** JSON in the colours of the editor. */
import { jsonTokens } from "../model/json-tokens.ts";

/** Beyond this the elements would cost more than the colours are worth. In characters. */
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
