/** Scrolls to and focuses what the user has to see next. */
import type { FormField, FormProblem } from "../model/call-form.ts";

const selectors: Readonly<Record<FormField, string>> = {
  baseUrl: 'input[name="baseUrl"]',
  timeout: 'input[name="timeout"]',
  request: '[data-field="request"]',
  headers: '.header-row input[aria-invalid="true"]',
  variables: '[data-field="environment"]',
};

/** Focuses the first control with an invalid value. @param page the element that contains all controls */
export function revealProblem([first]: readonly FormProblem[], page: HTMLElement | null): void {
  if (first) {
    page?.querySelector<HTMLElement>(selectors[first.field])?.focus();
  }
}

/** Scrolls to the response, which may be off screen where the panes are stacked. */
export function revealAnswer(answer: HTMLElement | null): void {
  if (answer && answer.getBoundingClientRect().top > window.innerHeight * 0.75) {
    answer.scrollIntoView({ block: "start" });
  }
}
