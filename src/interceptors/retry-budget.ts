/**
 * Limits retries: when most calls fail, repeating them makes it worse.
 *
 * @see https://github.com/grpc/proposal/blob/master/A6-client-retries.md#throttling-retry-attempts-and-hedged-rpcs
 */
import { positiveNumber } from "../core/invalid-option.ts";

export interface RetryBudgetOptions {
  /** A failed attempt takes one token; calls are retried while more than half are left. Default: 20. */
  maxTokens?: number;
  /** The tokens that a success returns. Default: 0.5. */
  tokenRatio?: number;
}

export class RetryBudget {
  readonly #max: number;
  readonly #ratio: number;
  /** The tokens left for each origin. */
  readonly #tokens = new Map<string, number>();

  constructor({ maxTokens, tokenRatio }: RetryBudgetOptions = {}) {
    this.#max = positiveNumber("budget.maxTokens", maxTokens) ?? 20;
    this.#ratio = positiveNumber("budget.tokenRatio", tokenRatio) ?? 0.5;
  }

  succeeded(origin: string): void {
    this.#tokens.set(origin, Math.min(this.#max, this.#left(origin) + this.#ratio));
  }

  /** Reports a failed attempt. Returns whether it may be repeated. */
  failed(origin: string): boolean {
    const left = Math.max(0, this.#left(origin) - 1);
    this.#tokens.set(origin, left);
    return left > this.#max / 2;
  }

  #left(origin: string): number {
    return this.#tokens.get(origin) ?? this.#max;
  }
}
