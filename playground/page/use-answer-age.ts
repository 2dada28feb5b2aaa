/** Tells whether the answer on display belongs to what the form says now. */
import { useState } from "react";
import type { FormContents } from "../model/call-form.ts";
import type { CurrentCall } from "./use-call.ts";

/** "changed": the form was edited after the call. "refused": an attempt to send it again was refused. */
export type AnswerAge = "changed" | "refused";

export interface AnswerAgeControl {
  readonly age: AnswerAge | undefined;
  /** To be called when the form is sent. */
  readonly noteSent: () => void;
}

export function useAnswerAge(
  current: CurrentCall | undefined,
  form: FormContents | undefined,
  isRefused: boolean,
): AnswerAgeControl {
  const [sent, setSent] = useState<string>();
  const now = form && contentOf(form);
  const hasChanged = sent !== undefined && sent !== now;
  return {
    age: !current ? undefined : isRefused ? "refused" : hasChanged ? "changed" : undefined,
    noteSent: () => setSent(now),
  };
}

function contentOf({ method, request, headers, settings }: FormContents): string {
  return JSON.stringify([method.id, request, headers.map(({ name, value }) => [name, value]), settings]);
}
