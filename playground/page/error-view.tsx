/** The error of a failed call, with its details and causes. */
import type { Registry } from "@bufbuild/protobuf";
import type { ConnectError } from "farcall";
import { causesOf, type DetailReport, reportDetail } from "../model/error-report.ts";
import { JsonText } from "./json-text.tsx";

export function ErrorView({ error, registry }: { error: ConnectError; registry: Registry }) {
  const causes = causesOf(error);
  return (
    <div className="error-view">
      <dl className="facts">
        <dt>Code</dt>
        <dd>
          <code>{error.code}</code>
        </dd>
        <dt>Message</dt>
        <dd>{error.rawMessage || "(none)"}</dd>
        <dt>Procedure</dt>
        <dd>
          <code>{error.method ?? "(none)"}</code>
        </dd>
        {causes.length > 0 && <dt>Cause</dt>}
        {causes.map((cause) => (
          <dd key={cause}>{cause}</dd>
        ))}
      </dl>
      <h3 className="section-title">Details</h3>
      {error.details.length === 0 && <p className="placeholder-small">The error has no details.</p>}
      {error.details.map((detail, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an error does not change
        <Detail key={index} report={reportDetail(detail, registry)} />
      ))}
    </div>
  );
}

function Detail({ report: { type, json, raw } }: { report: DetailReport }) {
  return (
    <article className="detail">
      <h4>
        <code>{type}</code>
      </h4>
      {json && (
        <div className="json">
          <JsonText text={json} />
        </div>
      )}
      {raw && (
        <>
          <p>Not decoded: {raw.reason}.</p>
          <dl className="facts">
            <dt>hex</dt>
            <dd>
              <code>{raw.hex || "(empty)"}</code>
            </dd>
            <dt>base64</dt>
            <dd>
              <code>{raw.base64 || "(empty)"}</code>
            </dd>
          </dl>
        </>
      )}
    </article>
  );
}
