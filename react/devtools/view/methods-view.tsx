/** A table of statistics per method. */
import { useEffect, useMemo, useState } from "react";
import type { Call } from "../model/call.ts";
import type { LogState } from "../model/call-log.ts";
import { formatBytes, formatCount, formatDuration } from "../model/format.ts";
import { type FormatSizes, savedShare, sizesSentence } from "../model/format-sizes.ts";
import { type KnownSizes, type MethodSizes, readMethodSizes } from "../model/method-sizes.ts";
import { methodStatistics } from "../model/statistics.ts";
import { formStyles } from "../styles/forms.ts";
import { viewStyles } from "../styles/views.ts";
import { ArmedOverrides } from "./override-tab.tsx";
import { useDescriptorFiles, usePanel } from "./panel-context.ts";
import { Styles } from "./styles.tsx";

export interface MethodsViewProps {
  calls: readonly Call[];
  now: number;
  page: LogState["page"];
  /** Shows the calls of one method. */
  onFilter: (filter: string) => void;
}

export function MethodsView({ calls, now, page, onFilter }: MethodsViewProps) {
  const { log, descriptors } = usePanel();
  const files = useDescriptorFiles();
  const [sizes, setSizes] = useState<MethodSizes>(new Map());
  const ended = useMemo(() => calls.filter(({ row }) => row.end !== undefined), [calls]);
  const newest = ended.at(-1)?.key;
  // biome-ignore lint/correctness/useExhaustiveDependencies: other descriptors read it all anew
  const known = useMemo<KnownSizes>(() => new Map(), [files]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: with each call that has ended
  useEffect(
    () => readMethodSizes(log.link, ended, descriptors, known, setSizes),
    [log.link, ended.length, newest, known],
  );
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
      <Styles css={viewStyles} />
      <Styles css={formStyles} />
      <ArmedOverrides log={log} page={page} />
      <table className="methods">
        <thead>
          <tr>
            <th scope="col">Method</th>
            <th scope="col">Calls</th>
            <th scope="col">Failed</th>
            <th scope="col" title="Half of the calls took at most this long">
              p50
            </th>
            <th scope="col" title="95 % of the calls took at most this long">
              p95
            </th>
            <th scope="col" className="is-wide">
              Sent
            </th>
            <th scope="col" className="is-wide">
              Received
            </th>
            <th scope="col" title="Size of the messages in binary, compared with JSON">
              Binary
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
                  title={`Show calls of ${procedure}`}
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
              <SavedCell sizes={sizes.get(procedure)} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function SavedCell({ sizes }: { sizes: FormatSizes | undefined }) {
  return sizes ? (
    <td title={`Latest calls: ${sizesSentence(sizes)}`}>{savedShare(sizes)}</td>
  ) : (
    <td className="quiet" title="No descriptors, or no messages read yet">
      –
    </td>
  );
}
