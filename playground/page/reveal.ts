/** Brings to sight, and to the focus, what the reader has to look at next. */
import type { FormField, FormProblem } from "../model/prepare-call.ts";

const selectors: Readonly<Record<FormField, string>> = {
  baseUrl: 'input[name="baseUrl"]',
  timeout: 'input[name="timeout"]',
  request: '[data-field="request"]',
  headers: '.header-row input[aria-invalid="true"]',
};

/** The focus goes to the first control that holds something wrong. */
export function revealProblem([first]: readonly FormProblem[]): void {
  if (first) {
    document.querySelector<HTMLElement>(selectors[first.field])?.focus();
  }
}

/** Where request and answer stand below each other, the answer may begin below the edge of the screen. */
export function revealAnswer(answer: HTMLElement | null): void {
  if (answer && answer.getBoundingClientRect().top > window.innerHeight * 0.75) {
    answer.scrollIntoView({ block: "start" });
  }
}
