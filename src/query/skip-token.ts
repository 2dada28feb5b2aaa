/** Detects TanStack's `skipToken`, which replaces an input that is not known yet. */
import type { SkipToken } from "@tanstack/query-core";

/**
 * Returns true for TanStack's token. It is the only symbol that can replace an input, so this need not load TanStack.
 */
export function isSkipToken(input: unknown): input is SkipToken {
  return typeof input === "symbol";
}
