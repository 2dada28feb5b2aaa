/**
 * Fills the variables of the environment into a form: into its base URL and its headers. See
 * `fill-message.ts` for its message.
 */

import type { CallForm, FormProblem } from "./call-form.ts";
import { fillIn } from "./fill-in.ts";

type Fillable = Pick<CallForm, "settings" | "headers" | "values">;

/** The problems name the variables that are missing. */
export function fillForm<T extends Fillable>(form: T): { form: T; problems: readonly FormProblem[] } {
  const messages = new Set<string>();
  const filled = (text: string) => {
    const outcome = fillIn(text, form.values);
    if ("problem" in outcome) {
      messages.add(outcome.problem);
      return text;
    }
    return outcome.text;
  };
  const settings = { ...form.settings, baseUrl: filled(form.settings.baseUrl) };
  const headers = form.headers.map(({ id, name, value }) => ({ id, name: filled(name), value: filled(value) }));
  return {
    form: { ...form, settings, headers },
    problems: [...messages].map((message) => ({ field: "variables", message })),
  };
}
