/** A table of statistics per method. */
import { useMemo } from "react";
import type { Call } from "../model/call.ts";
import type { LogState } from "../model/call-log.ts";
import { formatBytes, formatCount, formatDuration } from "../model/format.ts";
import { methodStatistics } from "../model/statistics.ts";
import { ArmedOverrides } from "./override-tab.tsx";
import { usePanel } from "./panel-context.ts";

export interface MethodsViewProps {
  calls: readonly Call[];
  now: number;
  page: LogState["page"];
  /** Shows the calls of one method. */
  onFilter: (filter: string) => void;
}

export function MethodsView({ calls, now, page, onFilter }: MethodsViewProps) {
  const { log } = usePanel();
  const methods = useMemo(
    () =>
      methodStatistics(
        calls.map(({ row }) => row),
        now,
      ),
    [calls, now],
  );
  return (
    <section className="view scrolls" aria-label="Methods">
      <ArmedOverrides log={log} page={page} />
      <table className="methods">
        <thead>
          <tr>
            <th scope="col">Method</th>
            <th scope="col">Calls</th>
            <th scope="col">Failed</th>
            <th scope="col" title="Half of the calls took no longer">
              p50
            </th>
            <th scope="col" title="95 of 100 calls took no longer">
              p95
            </th>
            <th scope="col" className="is-wide">
              Sent
            </th>
            <th scope="col" className="is-wide">
              Received
            </th>
          </tr>
        </thead>
        <tbody>
          {methods.map(({ procedure, service, method, count, failed, open, p50, p95, sent, received }) => (
            <tr key={procedure}>
              <th scope="row">
                <button
                  type="button"
                  className="link"
                  title={`Show the calls of ${procedure}`}
                  onClick={() => onFilter(`service:${service} method:${method} `)}
                >
                  {method || "?"}
                </button>{" "}
                <span className="quiet">{service}</span>
              </th>
              <td>
                {formatCount(count)}
                {open > 0 && <span className="quiet"> ({formatCount(open)} open)</span>}
              </td>
              <td className={failed > 0 ? "is-failed" : "quiet"}>
                {failed > 0 ? `${formatCount(failed)} · ${Math.round((failed / count) * 100)} %` : "0"}
              </td>
              <td>{p50 === undefined ? "–" : formatDuration(p50)}</td>
              <td>{p95 === undefined ? "–" : formatDuration(p95)}</td>
              <td className="is-wide">{formatBytes(sent)}</td>
              <td className="is-wide">{formatBytes(received)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
