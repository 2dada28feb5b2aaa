/** Turns the contents of the form into a call, or into a list of everything that is wrong with it. */
import type { Message } from "@bufbuild/protobuf";
import { ConnectError, type Transport } from "farcall";
import type { CatalogMethod } from "./catalog.ts";
import { checkRequest } from "./check-request.ts";
import { fillForm } from "./fill-form.ts";
import type { Values } from "./fill-in.ts";
import { type HeaderRow, headerProblem, headersOf } from "./header-rows.ts";
import { parseTimeout, type Settings } from "./settings.ts";
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

export interface PreparedCall {
  readonly method: CatalogMethod;
  readonly transport: Transport;
  readonly messages: readonly Message[];
  readonly headers: [name: string, value: string][];
  readonly timeoutMs: number | undefined;
}

/** The control with the invalid value. */
export type FormField = "baseUrl" | "timeout" | "request" | "headers" | "variables";

export interface FormProblem {
  readonly field: FormField;
  readonly message: string;
}

export function prepareCall(unfilled: CallForm): { call: PreparedCall } | { problems: readonly FormProblem[] } {
  const { form, problems: missing } = fillForm(unfilled);
  const { method, settings, makeTransport } = form;
  const problems = [...missing];
  const scope = { registry: method.registry, service: method.descriptor.parent };
  const transport = attempt(() => makeTransport(settings, scope));
  if ("problem" in transport && missing.length === 0) {
    problems.push({ field: "baseUrl", message: transport.problem });
  }
  const timeout = parseTimeout(settings.timeout);
  if ("problem" in timeout) {
    problems.push({ field: "timeout", message: timeout.problem });
  }
  const request = checkRequest(method, form.request);
  if ("problem" in request) {
    problems.push({ field: "request", message: request.problem.message });
  }
  for (const row of form.headers) {
    const message = headerProblem(row);
    if (message) {
      problems.push({ field: "headers", message });
    }
  }
  if ("problem" in transport || "problem" in timeout || "problem" in request || problems.length > 0) {
    return { problems };
  }
  const headers = headersOf(form.headers);
  return {
    call: { method, transport: transport.value, messages: request.messages, headers, timeoutMs: timeout.ms },
  };
}

function attempt<T>(create: () => T): { value: T } | { problem: string } {
  try {
    return { value: create() };
  } catch (error) {
    return { problem: ConnectError.from(error).rawMessage };
  }
}
