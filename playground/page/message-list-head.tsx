/** Above the messages of a stream: how many there are, and what to do with them. */
import { useState } from "react";
import { saveFile } from "../../react/devtools/view/save-file.ts";
import type { CallRun } from "../model/call-run.ts";
import { messageLines } from "../model/export-messages.ts";
import { formatCount } from "../model/format.ts";
import { keptMessages } from "../model/message-log.ts";
import type { ShownMessages } from "./use-shown-messages.ts";

export interface MessageListHeadProps {
  run: CallRun;
  received: number;
  isRunning: boolean;
  shown: ShownMessages;
  isFollowing: boolean;
  onFollow: (isFollowing: boolean) => void;
}

export function MessageListHead({ run, received, isRunning, shown, isFollowing, onFollow }: MessageListHeadProps) {
  const { pausedAt, setPaused, search, setSearch, range } = shown;
  const [isExporting, setIsExporting] = useState(false);
  const isFiltered = search.trim() !== "";
  const exportAll = async () => {
    setIsExporting(true);
    const { descriptor, registry } = run.method;
    // A stream that continues must not change what is being written.
    const kept = range === run.log ? run.log.freeze() : range;
    const lines = await messageLines(kept, descriptor.output, registry);
    saveFile(`${descriptor.name}-${fileTime()}.jsonl`, "application/x-ndjson", lines);
    setIsExporting(false);
  };
  return (
    <div className="message-list-head">
      <span className="message-count">{countSentence(received, shown)}</span>
      <input
        type="search"
        className="message-filter"
        aria-label="Filter messages"
        placeholder="Filter"
        autoComplete="off"
        spellCheck={false}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      <div className="button-row">
        <label className="checkbox">
          <input type="checkbox" checked={isFollowing} onChange={(event) => onFollow(event.target.checked)} />
          Follow
        </label>
        {(isRunning || pausedAt !== undefined) && (
          <button type="button" className="button-quiet" onClick={() => setPaused(pausedAt === undefined)}>
            {pausedAt === undefined ? "Pause" : "Resume"}
          </button>
        )}
        <button
          type="button"
          className="button-quiet"
          aria-disabled={isExporting}
          title={`Saves the ${isFiltered ? "matching" : "kept"} messages as JSON lines`}
          onClick={() => (isExporting ? undefined : void exportAll())}
        >
          {isExporting ? "Exporting …" : isFiltered ? "Export matches" : "Export"}
        </button>
      </div>
    </div>
  );
}

function countSentence(received: number, { range, pausedAt, search, isSearching }: ShownMessages): string {
  const end = pausedAt ?? received;
  const count =
    pausedAt === undefined
      ? `${formatCount(received)} received`
      : `Paused at ${formatCount(pausedAt)}, ${formatCount(received - pausedAt)} more`;
  if (search.trim() !== "") {
    const among = formatCount(Math.min(end, keptMessages));
    return `${formatCount(range.end - range.first)} of ${among} match${isSearching ? " so far" : ""}. ${count}`;
  }
  return end > keptMessages ? `${count}, showing the last ${formatCount(keptMessages)}` : count;
}

/** "2026-11-29T14-05-09": file names cannot have colons everywhere. */
function fileTime(): string {
  return new Date().toISOString().slice(0, 19).replaceAll(":", "-");
}
