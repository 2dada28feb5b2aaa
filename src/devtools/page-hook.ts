/** The hook of a page: records immediately, and loads the code that answers on demand. */
import type { Answers, Hook } from "./hook.ts";
import { hookKey } from "./hook.ts";
import type { DevtoolsOptions } from "./options.ts";
import { Recorder } from "./recorder.ts";

/** @param load imports a separate module, to keep the page small */
export function createHook(recorder: Recorder, load: () => Promise<(recorder: Recorder) => Answers>): Hook {
  let answers: Answers | undefined;
  let loading: Promise<void> | undefined;
  const ready = (): Promise<void> => {
    loading ??= load().then(
      (create) => {
        answers = create(recorder);
      },
      (reason) => {
        loading = undefined; // no network: the next request tries again
        throw reason;
      },
    );
    return loading;
  };
  const ask = (name: keyof Answers, args: unknown[]): string => {
    ready().catch(() => {});
    return answers ? (answers[name] as (...args: unknown[]) => string)(...args) : "null";
  };
  return {
    version: 1,
    attach: recorder.attach,
    get notesSites() {
      return recorder.notesSites;
    },
    ready,
    drain: (...args) => ask("drain", args),
    details: (...args) => ask("details", args),
    chunks: (...args) => ask("chunks", args),
    schema: (...args) => ask("schema", args),
    command: (...args) => ask("command", args),
  };
}

/** Returns the page's hook, created by the first caller. */
export function pageHook(options?: DevtoolsOptions): Hook {
  const page = globalThis as { [hookKey]?: Hook };
  page[hookKey] ??= createHook(new Recorder(options), async () => (await import("./answers.ts")).createAnswers);
  return page[hookKey];
}
