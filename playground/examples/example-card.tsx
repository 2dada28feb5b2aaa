/** One example: its description, the live component, and its source. */
import { essentialSource } from "../model/essential-source.ts";
import { CopyButton } from "../page/copy-button.tsx";
import type { Example } from "./example-list.ts";

export function ExampleCard({ example: { id, title, summary, Live, sources } }: { example: Example }) {
  const titleId = `example-${id}`;
  return (
    <section className="pane example" id={`/examples/${id}`} aria-labelledby={titleId}>
      <header className="example-head">
        <h3 id={titleId}>
          <a href={`#/examples/${id}`}>{title}</a>
        </h3>
        <p>{summary}</p>
      </header>
      <div className="example-live">
        <Live />
      </div>
      <details className="example-code">
        <summary>Code</summary>
        {sources.map(({ name, text }) => (
          <div key={name} className="source">
            <div className="message-head">
              <code>{name}</code>
              <CopyButton label="Copy the whole file" text={() => text} />
            </div>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable content has to be reachable by keyboard */}
            <section className="source-text" tabIndex={0} aria-label={`Source of ${name}`}>
              <pre>{essentialSource(text)}</pre>
            </section>
          </div>
        ))}
      </details>
    </section>
  );
}
