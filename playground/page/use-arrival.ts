/**
 * Puts a call that came from elsewhere into the form, once the page has a schema of its method. Until then, the form keeps
 * what it has.
 */
import { useEffect, useState } from "react";
import type { CallDraft } from "../model/call-draft.ts";
import { findHome, isOfServer } from "../model/find-home.ts";
import type { HistoryEntry } from "../model/history/history-entry.ts";
import { hostOf, type Target, targetName } from "../model/target.ts";
import type { DraftOrigin } from "./draft-notice.tsx";
import { useEvent } from "./use-event.ts";
import type { SchemaControl } from "./use-schema.ts";
import type { Targets } from "./use-targets.ts";

export interface Arrival {
  /** "The link", "The call from the history". */
  readonly name: string;
  readonly draft: Omit<CallDraft, "headers">;
  readonly headers: HistoryEntry["headers"] | undefined;
  /** Called when the form has the call. @param hasWaited the user was told to open a schema first */
  readonly onLoaded: (missing: readonly string[], hasWaited: boolean) => void;
}

export interface ArrivalOptions {
  targets: Targets;
  control: SchemaControl;
  /** Fills in the form; returns the names of secret headers that are missing. */
  load: (draft: Arrival["draft"], headers: Arrival["headers"]) => readonly string[];
}

export interface ArrivalControl {
  readonly arrive: (arrival: Arrival) => void;
  /** What the user has to know while a call waits for its schema. */
  readonly notice: DraftOrigin | undefined;
  readonly drop: () => void;
}

interface Waiting {
  readonly arrival: Arrival;
  /** Targets whose services have the method; undefined while they are looked for. */
  readonly lenders: readonly Target[] | undefined;
}

export function useArrival({ targets, control, load }: ArrivalOptions): ArrivalControl {
  const [waiting, setWaiting] = useState<Waiting>();
  const [asksServer, setAsksServer] = useState(false);
  const { selected } = targets;
  const { methodId, settings } = waiting?.arrival.draft ?? {};
  const baseUrl = settings?.baseUrl ?? selected.settings.baseUrl;

  const settle = useEvent(async (arrival: Arrival, isWanted: () => boolean) => {
    const { draft, headers } = arrival;
    const id = draft.methodId;
    const isOpen = isOfServer(selected, baseUrl) && (id === undefined || control.hasMethodOpen(id));
    if (id === undefined || isOpen) {
      setWaiting(undefined);
      arrival.onLoaded(load(draft, headers), waiting?.lenders !== undefined);
      return;
    }
    const home = await findHome({
      targets: [selected, ...targets.all.filter((target) => target !== selected)],
      baseUrl,
      hasMethod: (source) => control.hasMethod(source, id),
    });
    if (!isWanted()) {
      return;
    }
    if (home.target) {
      targets.select(home.target.id);
    } else if (home.lenders.some((target) => target.id === selected.id)) {
      targets.open(draft.settings, selected.schema);
    } else {
      setWaiting({ arrival, lenders: home.lenders });
    }
  });
  const arrival = waiting?.arrival;
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever other services are open, they may have the method
  useEffect(() => {
    let isWanted = true;
    if (arrival) {
      void settle(arrival, () => isWanted);
    }
    return () => {
      isWanted = false;
    };
  }, [arrival, selected.id, control.schema]);
  const askServer = useEvent(() => void control.loadFromServer?.());
  // Once the target of that server is the selected one.
  useEffect(() => {
    if (asksServer) {
      setAsksServer(false);
      askServer();
    }
  }, [asksServer]);

  const canAsk = control.loadFromServer !== undefined && (settings?.via ?? "server") === "server";
  return {
    arrive: (arrived) => setWaiting({ arrival: arrived, lenders: undefined }),
    notice: waiting?.lenders && {
      title: `${waiting.arrival.name} waits for its services`,
      notes: [
        `${methodId} is not in the services of ${hostOf(baseUrl) || "this page's server"} that this page knows.`,
        "Open a descriptor set that has it, and the call is put into the form. Until then, the form stays as it is.",
        ...(canAsk ? ["The server may describe itself: asking sends it the headers of the form."] : []),
      ],
      actions: [
        ...waiting.lenders.slice(0, 3).map((lender) => ({
          label: `Use the services of ${targetName(lender)}`,
          onPress: () => targets.open(settings ?? {}, lender.schema),
        })),
        ...(canAsk
          ? [
              {
                label: `Ask ${hostOf(baseUrl) || "this page's server"}`,
                onPress() {
                  if (!isOfServer(selected, baseUrl)) {
                    targets.open(settings ?? {});
                  }
                  setAsksServer(true);
                },
              },
            ]
          : []),
      ],
      isProblem: false,
    },
    drop: () => setWaiting(undefined),
  };
}
