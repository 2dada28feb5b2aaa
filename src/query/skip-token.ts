/** TanStack's `skipToken`, which stands for an input that is not known yet. */
import type { SkipToken } from "@tanstack/query-core";

/** TanStack's token is the only symbol that can stand for an input; known without loading TanStack. */
export function isSkipToken(input: unknown): input is SkipToken {
  return typeof input === "symbol";
}
