/** Turns the override form into the command for the page. */
import type { Override, Row } from "farcall/devtools";
import { procedureOf } from "./call.ts";
import { type CallSchema, findMethod } from "./schema.ts";

export type OverrideKind = "mock" | "error" | "latency" | "block" | "cut";

export interface OverrideForm {
  readonly kind: OverrideKind;
  /** The messages of a mock, as JSON. */
  readonly text: string;
  readonly code: string;
  readonly message: string;
  readonly latencyMs: string;
  readonly cutAfter: string;
  /** Empty: always. */
  readonly times: string;
  /** Whether it applies to all methods of the service. */
  readonly isForService: boolean;
}

export const emptyForm: OverrideForm = {
  kind: "mock",
  text: "",
  code: "unavailable",
  message: "simulated by devtools",
  latencyMs: "",
  cutAfter: "1",
  times: "",
  isForService: false,
};

/** @throws with a message that says what is missing or invalid */
export async function buildOverride(row: Row, schema: CallSchema, form: OverrideForm): Promise<Omit<Override, "id">> {
  const latencyMs = optional(form.latencyMs, "The latency");
  const times = optional(form.times, "The number of times");
  const override = {
    procedure: form.isForService ? `${row.service}/*` : procedureOf(row),
    ...(latencyMs !== undefined && { latencyMs }),
    ...(times !== undefined && { times }),
  };
  switch (form.kind) {
    case "latency":
      if (latencyMs === undefined) {
        throw new Error("Enter a latency.");
      }
      return override;
    case "block":
      return { ...override, block: true };
    case "cut":
      return { ...override, cutAfter: optional(form.cutAfter, "The number of messages") ?? 0 };
    default: {
      const method = findMethod(schema, row.service, row.method);
      if (!method) {
        throw new Error("The page has no descriptor for this method, so no response can be created.");
      }
      const { madeUpAnswer } = await import("./made-up-answer.ts");
      const error = form.kind === "error" ? { code: form.code, message: form.message } : undefined;
      const made = await madeUpAnswer(row, method, schema.registry, { text: error ? "" : form.text, error });
      return { ...override, ...made };
    }
  }
}

function optional(text: string, what: string): number | undefined {
  if (text.trim() === "") {
    return undefined;
  }
  const number = Number(text);
  if (!Number.isFinite(number) || number < 0) {
    throw new Error(`${what} must be a number, 0 or more.`);
  }
  return number;
}

/** Describes an override in a few words: "waits 200 ms, responds with HTTP 200". */
export function describeOverride({ latencyMs, block, cutAfter, answer, times }: Override): string {
  const parts = [
    latencyMs !== undefined ? `waits ${latencyMs} ms` : undefined,
    block ? "blocks" : undefined,
    cutAfter !== undefined ? `cuts after ${cutAfter}` : undefined,
    answer ? `responds with HTTP ${answer.status}` : undefined,
    times !== undefined ? `${times} times` : undefined,
  ];
  return parts.filter(Boolean).join(", ") || "does nothing";
}
