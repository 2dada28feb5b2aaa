/** The hook of a page: records at once, and loads what answers when somebody asks. */
import type { Drained, Hook } from "./hook.ts";
import { hookKey } from "./hook.ts";
import type { DevtoolsOptions } from "./options.ts";
import { Recorder } from "./recorder.ts";

export type Answers = Pick<Hook, "drain" | "details" | "chunks" | "schema" | "command">;

/** @param load a module of its own in a page that is to stay small */
export function createHook(recorder: Recorder, load: () => Promise<(recorder: Recorder) => Answers>): Hook {
  let answers: Answers | undefined;
  let loading: Promise<void> | undefined;
  const ready = (): Promise<void> => {
    loading ??= load().then(
      (create) => {
        answers = create(recorder);
      },
      (reason) => {
        loading = undefined; // no network: the next one who asks tries again
        throw reason;
      },
    );
    return loading;
  };
  const ask = <T>(work: (loaded: Answers) => T, otherwise: () => T): T => {
    ready().catch(() => {});
    return answers ? work(answers) : otherwise();
  };
  const nothing = () => "null";
  return {
    version: 1,
    attach: recorder.attach,
    ready,
    drain: (...args) =>
      ask(
        (loaded) => loaded.drain(...args),
        () => JSON.stringify({ ...recorder.state(), seq: args[0], more: false, calls: [], gone: [] } satisfies Drained),
      ),
    details: (...args) => ask((loaded) => loaded.details(...args), nothing),
    chunks: (...args) => ask((loaded) => loaded.chunks(...args), nothing),
    schema: (...args) => ask((loaded) => loaded.schema(...args), nothing),
    command: (...args) =>
      ask(
        (loaded) => loaded.command(...args),
        () => '{"ok":false,"error":"loading: ask again"}',
      ),
  };
}

/** Made by whoever asks first. */
export function pageHook(options?: DevtoolsOptions): Hook {
  const page = globalThis as { [hookKey]?: Hook };
  page[hookKey] ??= createHook(new Recorder(options), async () => (await import("./answers.ts")).createAnswers);
  return page[hookKey];
}
