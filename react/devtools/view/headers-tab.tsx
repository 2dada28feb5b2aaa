/** Everything except the messages: the URL, headers and trailers of an attempt. */
import type { HeaderList, Side } from "farcall/devtools";
import { kindLabel } from "../model/call.ts";
import { formatBytes } from "../model/format.ts";
import { type FormatSizes, sizesSentence } from "../model/format-sizes.ts";
import { CopyButton } from "./copy-button.tsx";
import { usePanel } from "./panel-context.ts";
import { ScrollPane } from "./scroll-pane.tsx";
import { useFormatSizes } from "./use-format-sizes.ts";
import type { ShownCall } from "./use-shown-call.ts";

export function HeadersTab({ attempt, ...shown }: ShownCall & { attempt: number }) {
  const { call, state } = shown;
  const formats = useFormatSizes(shown, attempt);
  const { log, say } = usePanel();
  const { row } = call;
  const { details } = state;
  if (!details) {
    return <p className="placeholder">{state.isGone ? "The page no longer keeps this call." : "Loading…"}</p>;
  }
  const sent = details.attempts[attempt];
  const isLast = attempt === details.attempts.length - 1;
  const lists: [string, HeaderList][] = [
    ["Request headers", sent?.requestHeaders ?? []],
    ["Response headers", sent?.responseHeaders.length ? sent.responseHeaders : isLast ? details.responseHeaders : []],
    ["Trailers", isLast ? details.responseTrailers : []],
  ];
  const hidden = lists.some(([, headers]) => headers.some(([, value]) => value === null));
  return (
    <ScrollPane>
      <dl className="facts">
        <Fact name="URL">{sent?.url ?? row.url}</Fact>
        <Fact name="Request">{`${sent?.httpMethod ?? row.httpMethod}, ${kindLabel(row)}, ${protocolName(row.protocol)}${row.codec ? `, ${row.codec}` : ""}`}</Fact>
        <Fact name="Status">
          {sent?.status === undefined ? "none" : `${sent.status} ${sent.statusText ?? ""}`.trim()}
        </Fact>
        <Fact name="Bytes">{sizes(sent, formats?.uncompressed)}</Fact>
        {formats && <Fact name="Format">{sizesSentence(formats)}</Fact>}
      </dl>
      {hidden && (
        <p className="notice">
          Some values are hidden because of their names.{" "}
          <button
            type="button"
            className="link"
            onClick={() => void log.command({ do: "reveal" }).then((result) => result.ok || say(result.error))}
          >
            Show them until the page reloads
          </button>
        </p>
      )}
      {lists.map(([title, headers]) => (
        <HeaderSection key={title} title={title} headers={headers} />
      ))}
    </ScrollPane>
  );
}

export function HeaderSection({ title, headers }: { title: string; headers: HeaderList }) {
  return (
    <section className="section" aria-label={title}>
      <header>
        <h3>
          {title} <span className="quiet">{headers.length}</span>
        </h3>
        {headers.length > 0 && (
          <CopyButton label="Copy" text={() => headers.map(([name, value]) => `${name}: ${value ?? ""}`).join("\n")} />
        )}
      </header>
      {headers.length === 0 ? (
        <p className="quiet">None.</p>
      ) : (
        <table className="pairs">
          <tbody>
            {headers.map(([name, value], index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a name can come twice, and the list does not change
              <tr key={index}>
                <th scope="row">{name}</th>
                <td>{value ?? <span className="quiet">hidden</span>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Fact({ name, children }: { name: string; children: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function protocolName(protocol: string): string {
  return protocol === "connect" ? "Connect" : "gRPC-Web";
}

type Attempt = NonNullable<ShownCall["state"]["details"]>["attempts"][number];

/** Returns the sizes that the page saw and, if the browser reports them, those on the wire. */
function sizes(attempt: Attempt | undefined, uncompressed: FormatSizes["uncompressed"] = {}): string {
  if (!attempt) {
    return "none";
  }
  const whole = (side: Side) =>
    uncompressed[side] === undefined ? "" : ` (${formatBytes(uncompressed[side])} uncompressed)`;
  const parts = [
    `${formatBytes(attempt.request.bytes)} sent${whole("request")}`,
    `${formatBytes(attempt.response.bytes)} received${whole("response")}`,
  ];
  const { encodedBodySize: encoded, decodedBodySize: decoded } = attempt;
  if (encoded && decoded && encoded < decoded) {
    parts.push(`${formatBytes(encoded)} on the wire (${Math.round((1 - encoded / decoded) * 100)} % less)`);
  }
  return parts.join(", ");
}
