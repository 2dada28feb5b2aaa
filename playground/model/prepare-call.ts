/** Turns the contents of the form into a call, or into a list of everything that is wrong with it. */
import { createRegistry, type Message } from "@bufbuild/protobuf";
import { ConnectError, type Transport } from "farcall";
import type { CatalogMethod } from "./catalog.ts";
import { checkRequest } from "./check-request.ts";
import { type HeaderRow, headerProblem, headersOf } from "./header-rows.ts";
import { parseTimeout, type Settings } from "./settings.ts";
import { transportOf } from "./settings-transport.ts";

export interface CallForm {
  readonly method: CatalogMethod;
  /** The text of the editor. */
  readonly request: string;
  readonly headers: readonly HeaderRow[];
  readonly settings: Settings;
}

export interface PreparedCall {
  readonly method: CatalogMethod;
  readonly transport: Transport;
  readonly messages: readonly Message[];
  readonly headers: [name: string, value: string][];
  readonly timeoutMs: number | undefined;
}

/** The control with the invalid value. */
export type FormField = "baseUrl" | "timeout" | "request" | "headers";

export interface FormProblem {
  readonly field: FormField;
  readonly message: string;
}

export function prepareCall(form: CallForm): { call: PreparedCall } | { problems: FormProblem[] } {
  const { method, settings } = form;
  const problems: FormProblem[] = [];
  const transport = attempt(() => transportOf(settings, method.registry));
  if ("problem" in transport) {
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

/** Returns what is wrong with the base URL, undefined if nothing is. */
export function baseUrlProblem(settings: Settings): string | undefined {
  const transport = attempt(() => transportOf(settings, createRegistry()));
  return "problem" in transport ? transport.problem : undefined;
}

function attempt<T>(create: () => T): { value: T } | { problem: string } {
  try {
    return { value: create() };
  } catch (error) {
    return { problem: ConnectError.from(error).rawMessage };
  }
}
