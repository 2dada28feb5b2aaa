/** The error of a failed call: its message, causes and details. Its code and procedure are in the status line. */
import type { Registry } from "@bufbuild/protobuf";
import type { ConnectError } from "farcall";
import { causesOf, type DetailReport, reportDetail } from "../model/error-report.ts";
import { JsonText } from "./json-text.tsx";

export function ErrorView({ error, registry }: { error: ConnectError; registry: Registry }) {
  return (
    <div className="error-view">
      <p className="error-message">{error.rawMessage || "The error has no message."}</p>
      {causesOf(error).map((cause) => (
        <p key={cause} className="error-cause">
          Caused by {cause}
        </p>
      ))}
      {error.details.length > 0 && <h3 className="section-title">Details</h3>}
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
