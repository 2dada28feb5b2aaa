/** One message, as JSON. */
import type { DescMessage, Message, Registry } from "@bufbuild/protobuf";
import { useMemo } from "react";
import { formatBytes } from "../model/format.ts";
import { copiedText, previewMessage } from "../model/message-json.ts";
import { receivedBytes } from "../model/patient-codec.ts";
import { CopyButton } from "./copy-button.tsx";
import { JsonText } from "./json-text.tsx";
import { SaveButton } from "./save-button.tsx";

export interface MessageViewProps {
  schema: DescMessage;
  message: Message;
  /** The types that an Any in the message can be. */
  registry: Registry;
}

export function MessageView({ schema, message, registry }: MessageViewProps) {
  const { text, isWhole } = useMemo(() => previewMessage(schema, message, registry), [schema, message, registry]);
  const bytes = receivedBytes(message);
  return (
    <div className="message-view">
      <div className="message-head">
        <code>{schema.typeName}</code>
        <div className="button-row">
          {!isWhole && <SaveButton schema={schema} message={message} registry={registry} />}
          <CopyButton label="Copy JSON" text={(signal) => copiedText(schema, message, registry, signal)} />
        </div>
      </div>
      {!isWhole && (
        <p className="notice">
          This message is large{bytes === undefined ? "" : `: ${formatBytes(bytes)} as it was received`}. Only the
          beginning of its JSON is shown; Copy and Save take all of it.
        </p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable content has to be reachable by keyboard */}
      <section className="json" tabIndex={0} aria-label="Message as JSON">
        <JsonText text={text} />
      </section>
    </div>
  );
}
