/** One message, as JSON. */
import type { DescMessage, Message, Registry } from "@bufbuild/protobuf";
import { useMemo } from "react";
import { formatBytes } from "../model/format.ts";
import { formatMessage, previewMessage } from "../model/message-json.ts";
import { CopyButton } from "./copy-button.tsx";
import { JsonText } from "./json-text.tsx";

export interface MessageViewProps {
  schema: DescMessage;
  message: Message;
  /** The types that an Any in the message can be. */
  registry: Registry;
}

export function MessageView({ schema, message, registry }: MessageViewProps) {
  const { text, wholeBytes } = useMemo(() => previewMessage(schema, message, registry), [schema, message, registry]);
  return (
    <div className="message-view">
      <div className="message-head">
        <code>{schema.typeName}</code>
        <CopyButton label="Copy JSON" text={() => formatMessage(schema, message, registry)} />
      </div>
      {wholeBytes !== undefined && (
        <p className="notice">
          This message is large: {formatBytes(wholeBytes)} in the binary format. Only the beginning of its JSON is
          shown; Copy takes all of it.
        </p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable content has to be reachable by keyboard */}
      <section className="json" tabIndex={0} aria-label="Message as JSON">
        <JsonText text={text} />
      </section>
    </div>
  );
}
