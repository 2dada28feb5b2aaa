/** The views of one link's calls, and the current selection. */
import type { Row } from "farcall/devtools";
import { type KeyboardEvent, lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Link } from "../link.ts";
import { stateOf } from "../model/call.ts";
import { CallLog } from "../model/call-log.ts";
import type { Descriptors } from "../model/descriptors.ts";
import { OpenedCalls } from "../model/opened-calls.ts";
import { byStart, isByStart, sortCalls } from "../model/sort-calls.ts";
import { CallList } from "./call-list.tsx";
import type { DetailsTab } from "./details-pane.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { LogMenu } from "./log-menu.tsx";
import { PanelContext, useLogState } from "./panel-context.ts";
import { StatusBar } from "./status-bar.tsx";
import { Toolbar, type View } from "./toolbar.tsx";
import { useFiltered } from "./use-filtered.ts";
import { useOpenFile } from "./use-open-file.ts";

// Loaded on first use.
const DetailsPane = lazy(async () => ({ default: (await import("./details-pane.tsx")).DetailsPane }));
const EmptyState = lazy(async () => ({ default: (await import("./empty-state.tsx")).EmptyState }));
const NetworkNotice = lazy(async () => ({ default: (await import("./network-notice.tsx")).NetworkNotice }));
const MethodsView = lazy(async () => ({ default: (await import("./methods-view.tsx")).MethodsView }));
const TimelineView = lazy(async () => ({ default: (await import("./timeline-view.tsx")).TimelineView }));

export interface WorkspaceProps {
  link: Link;
  descriptors: Descriptors;
  onClose: (() => void) | undefined;
  /** Moves the panel to a separate window. */
  onPopOut: (() => void) | undefined;
  onImport: (name: string, link: Link) => void;
}

export function Workspace({ link, descriptors, onClose, onPopOut, onImport }: WorkspaceProps) {
  const rootRef = useRef<HTMLDivElement>(null);
  const { log, opened } = useMemo(
    () => ({ log: new CallLog(link), opened: new OpenedCalls(link, descriptors) }),
    [link, descriptors],
  );
  useEffect(() => log.start(), [log]);
  const state = useLogState(log);
  const [view, setView] = useState<View>("calls");
  const [filter, setFilter] = useState("");
  const [hidesPanelMade, setHidesPanelMade] = useState(false);
  const [preserve, setPreserve] = useState(false);
  const [selected, setSelected] = useState<string>();
  const [awaited, setAwaited] = useState<string>();
  const [baseKey, setBaseKey] = useState<string>();
  const [tab, setTab] = useState<DetailsTab>("messages");
  const [isFollowing, setIsFollowing] = useState(true);
  const [said, setSaid] = useState("");
  const filtered = useFiltered(link, descriptors, state.calls, filter, state.now, hidesPanelMade);
  const [sorting, setSorting] = useState(byStart);
  const sorted = useMemo(() => sortCalls(filtered.calls, sorting), [filtered.calls, sorting]);
  const call = log.call(selected);

  const focus = useCallback((name: "calls" | "filter" | "details") => {
    const target = rootRef.current?.querySelector<HTMLElement>(`[data-focus=${name}]`);
    (name === "details" ? target?.querySelector<HTMLElement>("[role=tab][aria-selected=true]") : target)?.focus();
  }, []);
  const select = useCallback(
    (key: string | undefined) => {
      setSelected(key);
      setIsFollowing(false);
      const row = log.call(key)?.row;
      if (row) {
        setTab((before) => tabFor(row, before));
      } else {
        focus("calls");
      }
    },
    [log, focus],
  );
  const show = useCallback((text: string) => {
    setFilter(text);
    setView("calls");
  }, []);
  const context = useMemo(
    () => ({ log, opened, descriptors, select, filter: show, say: setSaid }),
    [log, opened, descriptors, select, show],
  );

  const openFile = useOpenFile(descriptors, setSaid, onImport);

  // A call that was sent from here is shown as soon as the page reports it.
  const arrived = log.call(awaited)?.key;
  useEffect(() => {
    if (arrived) {
      setAwaited(undefined);
      setTab("messages");
      select(arrived);
    }
  }, [arrived, select]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each message is shown for a while
  useEffect(() => {
    const timer = setTimeout(() => setSaid(""), 6000);
    return () => clearTimeout(timer);
  }, [said]);

  const onKeyDown = (event: KeyboardEvent) => {
    const isTyping = (event.target as Element).matches("input:not([type=radio], [type=checkbox]), textarea, select");
    if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      focus("filter");
    } else if (event.key === "Escape" && !isTyping) {
      if (call) {
        event.stopPropagation();
        select(undefined);
      } else {
        onClose?.();
      }
    }
  };
  const clear = () => {
    opened.clear();
    setBaseKey(undefined);
    select(undefined);
    void log.clear();
  };

  return (
    <PanelContext.Provider value={context}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: shortcuts that work everywhere, and files dropped anywhere */}
      <div
        className="workspace"
        ref={rootRef}
        onKeyDown={onKeyDown}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          for (const file of event.dataTransfer.files) {
            void openFile(file);
          }
        }}
      >
        <Toolbar
          state={state}
          view={view}
          onView={setView}
          preserve={preserve}
          onPreserve={(value) => {
            log.options.preserve = value;
            setPreserve(value);
          }}
          onClear={clear}
          onClose={onClose}
          onPopOut={onPopOut}
        >
          <LogMenu
            state={state}
            calls={filtered.calls}
            hidesPanelMade={hidesPanelMade}
            onHidePanelMade={setHidesPanelMade}
            onOpen={openFile}
          />
        </Toolbar>
        <FilterBar
          text={filter}
          terms={filtered.terms}
          calls={state.calls}
          onChange={setFilter}
          onLeave={() => focus("calls")}
        />
        {state.page?.source === "network" && (
          <Suspense>
            <NetworkNotice onOpen={openFile} />
          </Suspense>
        )}
        <main className={`panel-body${call ? " has-details" : ""}`}>
          {state.phase === "connecting" ? (
            <section className="empty" aria-label="Connecting to the page…">
              <h2>Connecting to the page…</h2>
            </section>
          ) : filtered.calls.length === 0 ? (
            <Suspense>
              <EmptyState
                state={state}
                filtered={filtered}
                hidesPanelMade={hidesPanelMade}
                onShowAll={() => {
                  setFilter("");
                  setHidesPanelMade(false);
                }}
              />
            </Suspense>
          ) : view === "timeline" ? (
            <Suspense fallback={loading}>
              <TimelineView calls={filtered.calls} now={state.now} selected={selected} onSelect={select} />
            </Suspense>
          ) : view === "methods" ? (
            <Suspense fallback={loading}>
              <MethodsView calls={filtered.calls} now={state.now} page={state.page} onFilter={show} />
            </Suspense>
          ) : (
            <CallList
              calls={sorted}
              now={state.now}
              sorting={sorting}
              onSort={(next) => {
                setSorting(next);
                setIsFollowing(false);
              }}
              selected={selected}
              isFollowing={isFollowing && isByStart(sorting)}
              onFollow={setIsFollowing}
              onSelect={select}
              onEnter={() => focus("details")}
            />
          )}
          {call && (
            <Suspense fallback={<section className="details" aria-label="Details" />}>
              <DetailsPane
                call={call}
                state={state}
                tab={tab}
                onTab={setTab}
                base={log.call(baseKey)}
                onBase={setBaseKey}
                onSent={(id) => setAwaited(`${call.epoch} ${id}`)}
              />
            </Suspense>
          )}
        </main>
        <StatusBar
          state={state}
          filtered={filtered}
          said={said}
          isFollowing={view === "calls" && filtered.calls.length > 0 && isByStart(sorting) ? isFollowing : undefined}
          onFollow={setIsFollowing}
        />
      </div>
    </PanelContext.Provider>
  );
}

const loading = <p className="placeholder view">Loading…</p>;

/** Selects the tab: a failed call opens with its error, others with their messages; other chosen tabs stay. */
function tabFor(row: Row, before: DetailsTab): DetailsTab {
  const first = stateOf(row) === "failed" ? "error" : "messages";
  return before === "messages" || before === "error" ? first : before;
}
