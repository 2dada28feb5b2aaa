/** The secrets that a form gets from its environment. */
import type { CallForm } from "./call-form.ts";
import { referencesIn } from "./fill-in.ts";

/** Returns the names of the secret variables in the base URL, the headers and the message, each once. */
export function secretVariables({ settings, headers, request, values }: Omit<CallForm, "method">): string[] {
  const texts = [settings.baseUrl, ...headers.flatMap(({ name, value }) => [name, value]), request];
  const names = new Set(texts.flatMap(referencesIn).map(({ name }) => name));
  return [...names].filter((name) => values.byName.get(name)?.isSecret);
}
