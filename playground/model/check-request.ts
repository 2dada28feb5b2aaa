/** Parses the text of the editor as a request message, or finds out what is wrong with it and where. */
import { type DescMessage, fromJsonString, type Message, type Registry } from "@bufbuild/protobuf";
import type { CatalogMethod } from "./catalog.ts";
import { noValues, referencesIn, type Values } from "./fill-in.ts";
import { fillMessage } from "./fill-message.ts";
import type { JsonNode } from "./json-node.ts";
import { listMisfits, type Misfit } from "./list-misfits.ts";
import { locateSyntaxError } from "./locate-syntax-error.ts";
import { parseJson } from "./parse-json.ts";
import { slotOfRequest } from "./slot.ts";

export interface RequestProblem {
  /** A sentence, with line and column. */
  readonly message: string;
  /** The part of the text that is wrong. */
  readonly from: number;
  readonly to: number;
  /** The variables that the environment does not have, if that is the problem. */
  readonly missing?: readonly string[];
}

/** The request message, or all messages of a request stream. */
export type CheckedRequest =
  | { readonly messages: readonly Message[]; readonly hints: readonly RequestProblem[] }
  | {
      readonly problem: RequestProblem;
      /** All that were found, in the order of the text: `problem` is the first. */
      readonly problems: readonly RequestProblem[];
    };

/**
 * Parses a request. A request of many messages is a JSON array.
 * @param values are filled into its strings
 */
export function checkRequest(
  { descriptor, sendsMany, registry }: CatalogMethod,
  text: string,
  values: Values = noValues,
): CheckedRequest {
  const schema = descriptor.input;
  const whole = { from: 0, to: text.length };
  if (text.trim() === "") {
    const least = sendsMany ? "[], which sends no message" : "{}";
    return refused(text, [{ ...whole, reason: `The request is empty: the shortest valid one is ${least}.` }]);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const { reason, ...place } = bareReference(text) ?? locateSyntaxError(text, error);
    return refused(text, [{ ...place, reason: `Not valid JSON: ${reason}` }]);
  }
  if (sendsMany && !Array.isArray(json)) {
    return refused(text, [{ ...whole, reason: "A request stream is a JSON array: [{ … }, { … }]." }]);
  }
  const written = parseJson(text);
  if (!("root" in written)) {
    return refused(text, []);
  }
  const slot = slotOfRequest(schema, sendsMany);
  const { root, missing, jsonOf, withoutSecrets } = fillMessage(text, written.root, slot, { registry, values });
  const misfits = listMisfits(root, slot, registry);
  const errors = misfits.filter(({ severity }) => severity === "error");
  if (missing.length > 0) {
    return refused(
      text,
      [...missing, ...errors].sort((a, b) => a.from - b.from),
    );
  }
  const parts = sendsMany ? root.items : [whole];
  const parsed = parseMessages(
    schema,
    parts.map(({ from, to }) => ({ from, to, raw: jsonOf({ from, to }) })),
    registry,
  );
  if ("messages" in parsed && !errors.some(({ isMissing }) => isMissing)) {
    // What protobuf-es accepts is valid, whatever else was found.
    const hints = misfits.filter(({ severity }) => severity === "hint");
    return { messages: parsed.messages, hints: hints.map((hint) => problemAt(text, hint)) };
  }
  if (errors.length > 0 || "messages" in parsed) {
    return refused(text, errors);
  }
  return refused(text, [{ ...parsed.misfit, reason: withoutSecrets(parsed.misfit.reason) }]);
}

/** A variable outside of a string, as other tools have them. */
function bareReference(text: string): Reason | undefined {
  const [first] = referencesIn(text.replace(/"(?:[^"\\\n]|\\.)*"?/g, (string) => " ".repeat(string.length)));
  return first && { ...first, reason: `variables are written in strings, also for numbers: "{{${first.name}}}".` };
}

type Part = Pick<JsonNode, "from" | "to" | "raw">;
type Reason = Pick<Misfit, "from" | "to" | "reason"> & { readonly names?: readonly string[] };

function parseMessages(
  schema: DescMessage,
  parts: readonly Part[],
  registry: Registry,
): { readonly messages: readonly Message[] } | { readonly misfit: Reason } {
  const messages: Message[] = [];
  for (const { from, to, raw } of parts) {
    try {
      messages.push(fromJsonString(schema, raw, { registry }));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const details = message.replace(/^cannot decode message \S+ from JSON:? /, "");
      return { misfit: { from, to, reason: `Not a valid ${schema.typeName}: ${details}.` } };
    }
  }
  return { messages };
}

function refused(text: string, reasons: readonly Reason[]): CheckedRequest {
  const problems = reasons.map((reason) => problemAt(text, reason));
  const [problem = { message: "The request is not valid.", from: 0, to: text.length }] = problems;
  return { problem, problems };
}

function problemAt(text: string, { from, to, reason, names }: Reason): RequestProblem {
  let line = 1;
  let lineStart = 0;
  for (let end = text.indexOf("\n"); end >= 0 && end < from; end = text.indexOf("\n", lineStart)) {
    line++;
    lineStart = end + 1;
  }
  return {
    message: `Line ${line}, column ${from - lineStart + 1}: ${reason}`,
    from,
    to,
    ...(names && { missing: names }),
  };
}
