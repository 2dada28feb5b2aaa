/** Turns the contents of the form into a call, or into a list of everything that is wrong with it. */
import type { Message } from "@bufbuild/protobuf";
import { ConnectError, type Transport } from "farcall";
import type { CallForm, FormProblem } from "./call-form.ts";
import type { CatalogMethod } from "./catalog.ts";
import { checkRequest } from "./check-request.ts";
import { fillForm } from "./fill-form.ts";
import { missingProblem } from "./fill-in.ts";
import { headerProblem, headersOf } from "./header-rows.ts";
import { parseTimeout } from "./settings.ts";

export interface PreparedCall {
  readonly method: CatalogMethod;
  readonly transport: Transport;
  readonly messages: readonly Message[];
  readonly headers: [name: string, value: string][];
  readonly timeoutMs: number | undefined;
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
  const request = checkRequest(method, form.request, form.values);
  if ("problem" in request) {
    const names = new Set(request.problems.flatMap((problem) => problem.missing ?? []));
    const message = names.size > 0 ? missingProblem([...names], form.values) : request.problem.message;
    if (!problems.some((problem) => problem.message === message)) {
      problems.push({ field: names.size > 0 ? "variables" : "request", message });
    }
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
