/** Parses the text of the editor as a request message, or finds out what is wrong with it and where. */
import { type DescMessage, fromJsonString, type Message, type Registry } from "@bufbuild/protobuf";
import type { CatalogMethod } from "./catalog.ts";
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
}

/** The request message, or all messages of a request stream. */
export type CheckedRequest =
  | { readonly messages: readonly Message[]; readonly hints: readonly RequestProblem[] }
  | {
      readonly problem: RequestProblem;
      /** All that were found, in the order of the text: `problem` is the first. */
      readonly problems: readonly RequestProblem[];
    };

/** Parses a request. A request of many messages is a JSON array. */
export function checkRequest({ descriptor, sendsMany, registry }: CatalogMethod, text: string): CheckedRequest {
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
    const { reason, ...place } = locateSyntaxError(text, error);
    return refused(text, [{ ...place, reason: `Not valid JSON: ${reason}` }]);
  }
  if (sendsMany && !Array.isArray(json)) {
    return refused(text, [{ ...whole, reason: "A request stream is a JSON array: [{ … }, { … }]." }]);
  }
  const tree = parseJson(text);
  const root = "root" in tree ? tree.root : undefined;
  const misfits = root ? listMisfits(root, slotOfRequest(schema, sendsMany), registry) : [];
  const parsed = parseMessages(schema, sendsMany ? (root?.items ?? []) : [{ ...whole, raw: text }], registry);
  const errors = misfits.filter(({ severity }) => severity === "error");
  if ("messages" in parsed && !errors.some(({ isMissing }) => isMissing)) {
    // What protobuf-es accepts is valid, whatever else was found.
    const hints = misfits.filter(({ severity }) => severity === "hint");
    return { messages: parsed.messages, hints: hints.map((hint) => problemAt(text, hint)) };
  }
  return refused(text, errors.length > 0 || "messages" in parsed ? errors : [parsed.misfit]);
}

type Part = Pick<JsonNode, "from" | "to" | "raw">;
type Reason = Pick<Misfit, "from" | "to" | "reason">;

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

function problemAt(text: string, { from, to, reason }: Reason): RequestProblem {
  let line = 1;
  let lineStart = 0;
  for (let end = text.indexOf("\n"); end >= 0 && end < from; end = text.indexOf("\n", lineStart)) {
    line++;
    lineStart = end + 1;
  }
  return { message: `Line ${line}, column ${from - lineStart + 1}: ${reason}`, from, to };
}
