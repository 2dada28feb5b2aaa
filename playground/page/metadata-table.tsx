/** A table of response headers or trailers. */
import type { HeaderPairs } from "../model/call-run.ts";

export interface MetadataTableProps {
  pairs: HeaderPairs;
  name: "headers" | "trailers";
  isRunning: boolean;
}

export function MetadataTable({ pairs, name, isRunning }: MetadataTableProps) {
  if (pairs.length === 0) {
    return <p className="placeholder">{isRunning ? `No ${name} yet.` : `There were no ${name}.`}</p>;
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable content has to be reachable by keyboard
    <section className="metadata-scroll" tabIndex={0} aria-label={`Response ${name}`}>
      <table className="metadata">
        <caption className="visually-hidden">Response {name}</caption>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Value</th>
          </tr>
        </thead>
        <tbody>
          {pairs.map(([key, value], index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a name and value may occur twice, and rows never move
            <tr key={index}>
              <th scope="row">{key}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
