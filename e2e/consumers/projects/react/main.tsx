import { create } from "@bufbuild/protobuf";
import { dehydrate, hydrate, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createConnectTransport } from "farcall";
import { Playground } from "farcall/playground";
import { createRpcQuery, optimisticUpdate, rpcSerialization } from "farcall/query";
import { RpcProvider, useMutation, useQuery, useStream } from "farcall/react";
import { StrictMode, useEffect, useRef, useState } from "react";
import { createRoot } from "react-dom/client";
import { DemoService } from "./gen/demo/v1/demo_pb.js";
import { NoteSchema, NotesService } from "./gen/demo/v1/notes_pb.js";

const { say, introduce, follow, tick } = DemoService.method;
const { listNotes, addNote } = NotesService.method;
const { serializeData, deserializeData } = rpcSerialization({ registry: [DemoService, NotesService] });
const defaultOptions = { dehydrate: { serializeData }, hydrate: { deserializeData } };

const transport = createConnectTransport({ baseUrl: "/" });
const rpc = createRpcQuery({ transport });
const queryClient = new QueryClient({ defaultOptions });
const notebook = location.port; // of this page alone: its server may be shared
const notes = rpc.queryOptions(listNotes, { notebook });

function useCalls() {
  const said = useQuery(say, { sentence: "hello" });
  const introduced = useStream(introduce, { name: "Ada" });
  const { mutate, data: changed } = useMutation(say);
  useEffect(() => mutate({ sentence: "changed" }), [mutate]);
  const isDone = said.data && changed && introduced.status === "complete";
  return isDone && `${said.data.sentence} / ${introduced.data?.length} messages / ${changed.sentence}`;
}

/** Adds a note that the server refuses. Returns which note was the first: before, meanwhile, and afterwards. */
function useRefusedNote() {
  const { data } = useQuery(listNotes, { notebook });
  const { mutate, isError } = useMutation(addNote, {
    optimistic: ({ text }) => [
      optimisticUpdate(notes, (old) => ({ ...old, notes: [create(NoteSchema, { text }), ...old.notes] })),
    ],
  });
  const first = data?.notes[0]?.text;
  const seen = useRef<string[]>([]);
  if (first && first !== seen.current.at(-1)) {
    seen.current.push(first);
  }
  const isLoaded = data !== undefined;
  useEffect(() => {
    if (isLoaded) {
      mutate({ notebook, text: "refuse this", durationMs: 300 });
    }
  }, [isLoaded, mutate]);
  return isError && seen.current.join(", ");
}

/** Returns whether a stream that the server cuts after each three messages has gone on. */
function useResumed() {
  const input = { perSecond: 100, cutAfter: 3 };
  const { count, latest } = useStream(follow, input, {
    limit: 1,
    resume: ({ sequence }) => ({ ...input, after: sequence }),
    reconnect: { initialDelayMs: 10 },
  });
  return count > 6 && latest?.sequence === BigInt(count) && "resumed";
}

/** Returns the type of a 64-bit field in a cache that was sent as JSON. */
function hydratedType() {
  const other = new QueryClient({ defaultOptions });
  hydrate(other, JSON.parse(JSON.stringify(dehydrate(queryClient))));
  return typeof other.getQueryData(notes.queryKey)?.notes[0]?.id;
}

/** Sends the first call of the playground, as a user would. Returns what it shows. */
function usePlayground() {
  const [status, setStatus] = useState<string>();
  useEffect(() => {
    const timer = setInterval(() => {
      const shown = document.querySelector("#playground > div")?.shadowRoot;
      const button = [...(shown?.querySelectorAll("button") ?? [])].find(({ textContent }) =>
        textContent?.startsWith("Send"),
      );
      const answer = shown?.querySelector('[aria-label="Call response"] [role="status"]')?.textContent;
      if (answer?.includes("after")) {
        setStatus(answer.replace(/ after.*/, ""));
        clearInterval(timer);
      } else if (!answer) {
        button?.click();
      }
    }, 50);
    return () => clearInterval(timer);
  }, []);
  return status;
}

function Page() {
  const answers = useCalls();
  const seen = useRefusedNote();
  const resumed = useResumed();
  const hidden = useStream(tick, {}, { subscribed: false }).status;
  const played = usePlayground();
  const isDone = answers && seen && resumed && played;
  return (
    <>
      <output>{isDone ? [answers, seen, resumed, hidden, hydratedType(), played].join(" / ") : ""}</output>
      <div id="playground" style={{ height: 700 }}>
        <Playground services={[DemoService]} transport={transport} />
      </div>
    </>
  );
}

createRoot(document.getElementById("app") as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RpcProvider rpc={rpc}>
        <Page />
      </RpcProvider>
    </QueryClientProvider>
  </StrictMode>,
);
