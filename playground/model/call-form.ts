/** The contents of the form, and what can be wrong with them. */
import type { CatalogMethod } from "./catalog.ts";
import type { Values } from "./fill-in.ts";
import type { HeaderRow } from "./header-rows.ts";
import type { Settings } from "./settings.ts";
import type { MakeTransport } from "./settings-transport.ts";

/** What a user enters: enough to show the call again. */
export interface FormContents {
  readonly method: CatalogMethod;
  /** The text of the editor. */
  readonly request: string;
  readonly headers: readonly HeaderRow[];
  readonly settings: Settings;
}

/** A form with what it takes to send it. */
export interface CallForm extends FormContents {
  /** What variables stand for. */
  readonly values: Values;
  readonly makeTransport: MakeTransport;
}

/** The control with the invalid value. */
export type FormField = "baseUrl" | "timeout" | "request" | "headers" | "variables";

export interface FormProblem {
  readonly field: FormField;
  readonly message: string;
}
