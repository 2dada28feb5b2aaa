/** The icons of the page. Each is next to a word or in a named button, so none has an accessible name. */
import type { ReactNode } from "react";
import type { StatusTone } from "../model/call-status.ts";

function Icon({ children }: { children: ReactNode }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

const toneShapes: Readonly<Record<StatusTone, ReactNode>> = {
  running: <path className="spinner" d="M8 2a6 6 0 1 1-6 6" />,
  ok: <path d="m3 8.5 3.2 3.2L13 5" />,
  canceled: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="m4 12 8-8" />
    </>
  ),
  deadline: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 4.5V8l2.4 1.8" />
    </>
  ),
  error: <path d="m4 4 8 8m0-8-8 8" />,
};

export function ToneIcon({ tone }: { tone: StatusTone }) {
  return <Icon>{toneShapes[tone]}</Icon>;
}

/** Beside what opens and closes. */
export function Chevron({ isOpen }: { isOpen: boolean }) {
  return (
    <span className={isOpen ? "chevron is-open" : "chevron"}>
      <Icon>
        <path d="m6 4 4 4-4 4" />
      </Icon>
    </span>
  );
}

/** On a button that has its name as a label. */
export function Dots() {
  return (
    <Icon>
      <path d="M3.5 8h.01M8 8h.01M12.5 8h.01" />
    </Icon>
  );
}

export function Wordmark() {
  return (
    <span className="wordmark">
      <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        <circle cx="5" cy="12" r="2.4" />
        <path d="M10 7.5a6.4 6.4 0 0 1 0 9M14.2 4.5a10.6 10.6 0 0 1 0 15M18.4 2a15 15 0 0 1 0 20" />
      </svg>
      Farcall
    </span>
  );
}
