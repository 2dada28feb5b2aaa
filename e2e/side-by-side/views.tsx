/** What the three applications show: the same views, which know no client, and are counted for none. */
import { type ReactNode, StrictMode, useState, useSyncExternalStore } from "react";
import { createRoot } from "react-dom/client";
import { session } from "./session.ts";

export const notebooks = ["home", "work", "garden"];
/** The notebook that is shown in full. */
export const [notebook = ""] = notebooks;
/** How many events the feed keeps. */
export const limit = 100;

export function TotalsView({ totals }: { totals: readonly (number | undefined)[] }) {
  return (
    <ul aria-label="Notebooks">
      {notebooks.map((name, index) => (
        <li key={name}>
          {name}: {totals[index] ?? "…"}
        </li>
      ))}
    </ul>
  );
}

interface NotesViewProps {
  notes: readonly { text: string }[] | undefined;
  onAdd: (text: string) => void;
}

export function NotesView({ notes = [], onAdd }: NotesViewProps) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onAdd(String(new FormData(event.currentTarget).get("text")));
        event.currentTarget.reset();
      }}
    >
      <label>
        Note <input name="text" />
      </label>
      <ul aria-label="Notes">
        {notes.map(({ text }) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </form>
  );
}

export function FeedView({ events = [] }: { events: readonly { sequence: bigint | number }[] | undefined }) {
  return <output aria-label="Feed">{events.map(({ sequence }) => sequence).join(" ")}</output>;
}

let toasts: readonly string[] = [];
let showToasts = () => {};

/** Shows a text over the page. */
export function toast(text: string): void {
  toasts = [...toasts, text];
  showToasts();
}

function Toasts() {
  const shown = useSyncExternalStore(
    (listener) => {
      showToasts = listener;
      return () => {
        showToasts = () => {};
      };
    },
    () => toasts,
  );
  return <div role="alert">{shown.join(" ")}</div>;
}

function Page({ children }: { children: ReactNode }) {
  const [isSignedIn, setSignedIn] = useState(false);
  const signIn = () => session.signIn().then(() => setSignedIn(true));
  return isSignedIn ? (
    children
  ) : (
    <button type="button" onClick={signIn}>
      Sign in
    </button>
  );
}

/** Shows an application once the visitor has signed in. */
export function start(application: ReactNode): void {
  createRoot(document.body.appendChild(document.createElement("main"))).render(
    <StrictMode>
      <Page>{application}</Page>
      <Toasts />
    </StrictMode>,
  );
}
