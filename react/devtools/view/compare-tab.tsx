/** The differences between two calls. */
import { useEffect, useState } from "react";
import type { Call } from "../model/call.ts";
import { comparableCall } from "../model/comparable.ts";
import { type DiffLine, diffLines } from "../model/diff-lines.ts";
import { formatTime } from "../model/format.ts";
import { viewStyles } from "../styles/views.ts";
import { usePanel } from "./panel-context.ts";
import { ScrollPane } from "./scroll-pane.tsx";
import { Styles } from "./styles.tsx";
import type { ShownCall } from "./use-shown-call.ts";

interface Compared {
  title: string;
  lines: DiffLine[];
}

const signs = { same: " ", removed: "−", added: "+" } as const;

export function CompareTab({ call, opened, state, base }: ShownCall & { base: Call }) {
  const { opened: calls } = usePanel();
  const [compared, setCompared] = useState<Compared[]>();
  const [problem, setProblem] = useState<string>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: again when more has arrived
  useEffect(() => {
    let isWanted = true;
    Promise.all([comparableCall(base.row, calls.open(base)), comparableCall(call.row, opened)])
      .then(([before, after]) => {
        if (isWanted) {
          setCompared(
            before.map(({ title, lines }, index) => ({ title, lines: diffLines(lines, after[index]?.lines ?? []) })),
          );
        }
      })
      .catch((error) => isWanted && setProblem(String(error)));
    return () => {
      isWanted = false;
    };
  }, [base.key, call.key, call.row.seq, state.isRead]);
  if (!compared) {
    return <p className="placeholder">{problem ?? "Comparing…"}</p>;
  }
  return (
    <ScrollPane>
      <Styles css={viewStyles} />
      <p className="quiet">
        From {base.row.method} at {formatTime(base.timeOrigin + base.row.start)} (−) to {call.row.method} at{" "}
        {formatTime(call.timeOrigin + call.row.start)} (+)
      </p>
      {compared.map(({ title, lines }) => {
        const isSame = lines.every(({ kind }) => kind === "same");
        return (
          <section key={title} className="section" aria-label={title}>
            <h3>
              {title} {isSame && <span className="quiet">{lines.length === 0 ? "none" : "identical"}</span>}
            </h3>
            {!isSame && (
              <pre className="diff">
                {around(lines).map(({ kind, text }, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the list does not change
                  <span key={index} className={`diff-${kind}`}>
                    {signs[kind]} {text}
                    {"\n"}
                  </span>
                ))}
              </pre>
            )}
          </section>
        );
      })}
    </ScrollPane>
  );
}

/** Returns the lines that differ, with three lines of context. */
function around(lines: readonly DiffLine[]): DiffLine[] {
  const shown: DiffLine[] = [];
  let lastShown = -1;
  for (const [index, line] of lines.entries()) {
    if (lines.slice(Math.max(0, index - 3), index + 4).some(({ kind }) => kind !== "same")) {
      if (index > lastShown + 1) {
        shown.push({ kind: "same", text: "…" });
      }
      shown.push(line);
      lastShown = index;
    }
  }
  return shown;
}
