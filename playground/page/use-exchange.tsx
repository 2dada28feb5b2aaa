/** What goes in and out of the form: the history, links, pasted commands, copies. */
import { type ReactNode, useEffect, useState } from "react";
import type { CallDraft } from "../model/call-draft.ts";
import type { CallForm } from "../model/call-form.ts";
import type { CatalogMethod } from "../model/catalog.ts";
import { draftHeaders } from "../model/draft-headers.ts";
import type { HeaderRow } from "../model/header-rows.ts";
import type { HistoryEntry } from "../model/history/history-entry.ts";
import type { SharedCall } from "../model/share/share-link.ts";
import { CallActions } from "./call-actions.tsx";
import { DraftNotice, type DraftOrigin } from "./draft-notice.tsx";
import { HistoryDialog } from "./history-dialog.tsx";
import { ImportDialog } from "./import-dialog.tsx";
import { type AnswerAge, useAnswerAge } from "./use-answer-age.ts";
import { useArrival } from "./use-arrival.ts";
import type { CurrentCall } from "./use-call.ts";
import { useEvent } from "./use-event.ts";
import { useHistory } from "./use-history.ts";
import { usePastedCurl } from "./use-pasted-curl.ts";
import type { SchemaControl } from "./use-schema.ts";
import { forgetShareLink, useShareLink } from "./use-share-link.ts";
import type { Targets } from "./use-targets.ts";

export interface ExchangeOptions {
  /** The contents of the form. */
  form: CallForm | undefined;
  current: CurrentCall | undefined;
  /** The last attempt to send was refused. */
  isRefused: boolean;
  findMethod: (id: string) => CatalogMethod | undefined;
  /** Calls can be shared as links. */
  hasLinks: boolean;
  targets: Targets;
  control: SchemaControl;
  /** Fills in the form. */
  onLoad: (draft: Omit<CallDraft, "headers">, headers: HeaderRow[] | undefined) => void;
  onSend: () => void;
}

export interface Exchange {
  /** To be called when the form is sent. */
  readonly noteSent: () => void;
  readonly age: AnswerAge | undefined;
  /** For the request pane: what was loaded, and the buttons. */
  readonly actions: ReactNode;
}

export function useExchange(options: ExchangeOptions): Exchange {
  const { form, current, isRefused, hasLinks, findMethod, onLoad, onSend } = options;
  const { age, noteSent } = useAnswerAge(current, form, isRefused);
  const { history, state, noteSent: keepInHistory } = useHistory(current);
  const [origin, setOrigin] = useState<DraftOrigin>();
  const [open, setOpen] = useState<"import" | "history">();
  const [wantsSend, setWantsSend] = useState(false);
  const send = useEvent(onSend);
  // Once the form has what was loaded.
  useEffect(() => {
    if (wantsSend) {
      setWantsSend(false);
      send();
    }
  }, [wantsSend]);

  const { arrive, notice, drop } = useArrival({
    targets: options.targets,
    control: options.control,
    load(draft, headers) {
      const { rows, missing } = headers ? draftHeaders(headers, form?.headers ?? []) : { rows: undefined, missing: [] };
      onLoad(draft, rows);
      return missing;
    },
  });
  const loadEntry = ({ methodId, settings, request, headers }: HistoryEntry, wantsSending: boolean) => {
    setOpen(undefined);
    setOrigin(undefined);
    arrive({
      name: "The call from the history",
      draft: { methodId, settings, request },
      headers,
      onLoaded(missing, hasWaited) {
        const isSent = wantsSending && !hasWaited;
        const notes = [
          ...(request === undefined ? ["Its message was too long to be kept."] : []),
          ...(missing.length > 0 ? [`Enter ${missing.join(", ")}: the history does not keep secrets.`] : []),
          ...(isSent && current?.snapshot.isRunning ? ["Another call is in flight: cancel it first."] : []),
        ];
        setWantsSend(isSent && notes.length === 0);
        const title = isSent ? "Not sent" : "From the history";
        setOrigin(notes.length > 0 || hasWaited ? { title, notes, isProblem: isSent } : undefined);
      },
    });
  };
  const importCurl = async (text: string) => {
    const { curlDraft } = await import("../model/curl/curl-draft.ts");
    const { draft, notes } = await curlDraft(text, findMethod);
    arrive({
      name: "The curl command",
      draft,
      headers: draft.headers,
      onLoaded: () => setOrigin({ title: "From a curl command. Nothing was sent.", notes, isProblem: false }),
    });
  };
  usePastedCurl((text) => {
    importCurl(text).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      setOrigin({ title: "Not imported", notes: [reason], isProblem: true });
    });
  });
  useShareLink(
    hasLinks,
    ({ draft, leftOut }: SharedCall) => {
      setOrigin(undefined);
      arrive({
        name: "The link",
        draft,
        headers: draft.headers,
        onLoaded() {
          forgetShareLink();
          setOrigin(linkOrigin(draft, leftOut));
        },
      });
    },
    (sentence) => setOrigin({ title: "Not loaded", notes: [sentence], isProblem: true }),
  );

  return {
    age,
    noteSent() {
      noteSent();
      setOrigin(undefined);
      if (form) {
        keepInHistory(form);
      }
    },
    actions: (
      <>
        {form && (
          <CallActions
            form={form}
            canShare={hasLinks}
            onImport={() => setOpen("import")}
            onHistory={() => setOpen("history")}
          />
        )}
        <DraftNotice
          origin={notice ?? origin}
          onClose={() => {
            forgetShareLink();
            drop();
            setOrigin(undefined);
          }}
        />
        {open === "import" && <ImportDialog onImport={importCurl} onClose={() => setOpen(undefined)} />}
        {open === "history" && (
          <HistoryDialog
            state={state}
            onLoad={(entry) => loadEntry(entry, false)}
            onSendAgain={(entry) => loadEntry(entry, true)}
            onPin={(entry) => history.change(entry.id, { isPinned: !entry.isPinned })}
            onDelete={(entry) => history.remove([entry.id])}
            onClear={() => history.clear()}
            onClose={() => setOpen(undefined)}
          />
        )}
      </>
    ),
  };
}

function linkOrigin({ methodId, settings, headers = [] }: CallDraft, leftOut: readonly string[]): DraftOrigin {
  const target = settings.baseUrl ? settings.baseUrl : "this page's own server";
  const chosen = [
    ...(methodId === undefined ? [] : [methodId]),
    `the target ${target}`,
    "the message",
    ...(headers.length > 0 ? [`the headers ${headers.map(([name]) => name).join(", ")}`] : []),
  ];
  return {
    title: "From a link. Nothing was sent.",
    notes: [
      `It chose ${new Intl.ListFormat("en").format(chosen)}.`,
      ...(leftOut.length > 0 ? [`Not in it, because they can be secret: ${leftOut.join(", ")}. Add your own.`] : []),
    ],
    isProblem: false,
  };
}
