/** What the user has entered for a call, beside the target: messages, headers, authorization, environment. */
import { type Auth, noAuth, parseAuth, withAuth } from "../model/auth.ts";
import type { CallForm } from "../model/call-form.ts";
import type { CatalogMethod } from "../model/catalog.ts";
import type { Environments } from "../model/environments.ts";
import { valuesOf } from "../model/fill-in.ts";
import { type HeaderRow, parseHeaderRows } from "../model/header-rows.ts";
import type { Settings } from "../model/settings.ts";
import type { MakeTransport } from "../model/settings-transport.ts";
import { useDrafts } from "./use-drafts.ts";
import { useEnvironments } from "./use-environments.ts";
import { useStoredState } from "./use-stored-state.ts";

export interface CallFormState {
  readonly headers: readonly HeaderRow[];
  readonly setHeaders: (rows: HeaderRow[]) => void;
  readonly auth: Auth;
  readonly setAuth: (auth: Auth) => void;
  readonly environments: Environments;
  readonly setEnvironments: (changed: Environments) => void;
  /** The request of a method: what was written last, else its example. */
  readonly requestOf: (method: CatalogMethod) => string;
  readonly setRequest: (methodId: string, text: string) => void;
  /** Everything that does not depend on the method. */
  readonly commonOf: (settings: Settings) => Omit<CallForm, "method" | "request">;
}

export function useCallForm(makeTransport: MakeTransport): CallFormState {
  const [drafts, setDraft] = useDrafts();
  // Headers may contain tokens, so they are forgotten with the tab.
  const [headers, setHeaders] = useStoredState<HeaderRow[]>({
    storage: "session",
    key: "headers",
    initial: [],
    parse: parseHeaderRows,
  });
  const [auth, setAuth] = useStoredState<Auth>({ storage: "session", key: "auth", initial: noAuth, parse: parseAuth });
  const [environments, setEnvironments] = useEnvironments();
  return {
    headers,
    setHeaders,
    auth,
    setAuth,
    environments,
    setEnvironments,
    requestOf: (method) => drafts[method.id] ?? exampleOf(method),
    setRequest: setDraft,
    commonOf(settings) {
      const values = valuesOf(environments);
      return { headers: withAuth(headers, auth, values), settings, values, makeTransport };
    },
  };
}

const examples = new WeakMap<CatalogMethod, string>();

/** Each example is made once: the form asks for it whenever it renders. */
function exampleOf(method: CatalogMethod): string {
  const example = examples.get(method) ?? method.makeExample();
  examples.set(method, example);
  return example;
}
