/** One message of a stream, on one line. */
import type { DescMessage, Registry } from "@bufbuild/protobuf";
import { rowHeight } from "../../react/devtools/use-row-window.ts";
import { formatDuration } from "../model/format.ts";
import { summarizeMessage } from "../model/message-json.ts";
import type { LoggedMessage } from "../model/message-log.ts";

export interface MessageRowProps {
  id: string;
  entry: LoggedMessage;
  schema: DescMessage;
  registry: Registry;
  /** In pixels, from the top of the list. */
  top: number;
  /** Its position among the messages that are shown, from 1, and their number; -1 if that is not known yet. */
  position: number;
  count: number;
  isSelected: boolean;
  onSelect: () => void;
}

export function MessageRow(props: MessageRowProps) {
  const { entry, schema, registry } = props;
  const { index, atMs, gapMs, isLongGap, message } = entry;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list, which has the focus, handles the keys
    <div
      id={props.id}
      className="row"
      role="option"
      tabIndex={-1}
      aria-selected={props.isSelected}
      aria-posinset={props.position}
      aria-setsize={props.count}
      style={{ height: rowHeight, top: props.top }}
      onClick={props.onSelect}
    >
      <span className="row-index">{index + 1}</span>
      <span className="row-time">+{formatDuration(atMs)}</span>
      <span className={isLongGap ? "row-gap is-long" : "row-gap"}>
        {isLongGap && <span className="visually-hidden">Long gap: </span>}
        {gapMs ? formatDuration(gapMs) : ""}
      </span>
      <span className="row-text">{summarizeMessage(schema, message, registry)}</span>
    </div>
  );
}
