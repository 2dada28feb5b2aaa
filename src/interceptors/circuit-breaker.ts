/** Stops calling a server for a while after several consecutive failures. */
import { Code, isCode } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { interceptCall } from "../core/intercept-call.ts";
import type { CallInterceptor } from "../core/interceptor.ts";
import { checkList, invalidOption, positiveNumber } from "../core/invalid-option.ts";
import { procedureName } from "../core/method.ts";
import { now } from "../core/now.ts";
import { isOnClient, type RequestContext } from "../core/request-context.ts";
import { isRetryable } from "../protocol/retryable.ts";
import { originOf } from "./origins.ts";

export interface CircuitBreakerOptions {
  /** Consecutive failures after which calls are refused. Default: 5. */
  maxFailures?: number;
  /** Milliseconds until one call is let through to test whether the server is back. Default: 10,000. */
  openMs?: number;
  /** What shares a circuit: all methods of an "origin", or each "method" on its own. Default: "origin". */
  per?: "origin" | "method";
  /** Codes that count as failures. Default: unavailable (which includes a lost connection) and deadline_exceeded. */
  codes?: readonly Code[];
}

/**
 * After `maxFailures` consecutive failures, calls fail with unavailable before anything is sent, so that users do not
 * wait for a server that is down. After `openMs`, one call is let through: its success closes the circuit, its failure
 * opens it again. If it gets no response, another call follows after another `openMs`. Any other code proves that the
 * server is reachable; a canceled call proves nothing. A stream succeeds with its first message.
 *
 * @example
 * createConnectTransport({ baseUrl, interceptors: [circuitBreaker({ maxFailures: 3 }), retry()] });
 */
export function circuitBreaker(options: CircuitBreakerOptions = {}): CallInterceptor {
  const { per = "origin", codes = [Code.Unavailable, Code.DeadlineExceeded] } = options;
  const maxFailures = Math.max(1, positiveNumber("maxFailures", options.maxFailures) ?? 5);
  const openMs = positiveNumber("openMs", options.openMs) ?? 10_000;
  checkList("codes", codes, 'a code like "unavailable"', isCode);
  if (per !== "origin" && per !== "method") {
    throw invalidOption("per", per, '"origin" or "method"');
  }
  const circuits = new Map<string, Circuit>();
  const circuitOf = (ctx: RequestContext): Circuit => {
    const name = per === "origin" ? originOf(ctx) : `${originOf(ctx)}/${procedureName(ctx.method)}`;
    const circuit = circuits.get(name) ?? new Circuit(name, maxFailures, openMs);
    circuits.set(name, circuit);
    return circuit;
  };
  return interceptCall(
    async (next, ctx) => {
      if (!isOnClient(ctx)) {
        return next();
      }
      const circuit = circuitOf(ctx);
      circuit.enter(ctx);
      try {
        await next();
        circuit.succeeded();
      } catch (reason) {
        const error = reason as ConnectError;
        if (isRetryable(error, codes)) {
          circuit.failed(ctx, error);
        } else if (error.code === Code.Canceled) {
          circuit.canceled(ctx);
        } else {
          circuit.succeeded();
        }
        throw error;
      }
    },
    { onFirstMessage: (ctx) => void (isOnClient(ctx) && circuitOf(ctx).succeeded()) },
  );
}

class Circuit {
  readonly #name: string;
  readonly #maxFailures: number;
  readonly #openMs: number;
  /** Consecutive failures. */
  #failures = 0;
  #lastError: ConnectError | undefined;
  /** When a call may be let through, on the clock of now(). */
  #openUntil = 0;
  /** The call that was let through last. */
  #probe: RequestContext | undefined;

  constructor(name: string, maxFailures: number, openMs: number) {
    this.#name = name;
    this.#maxFailures = maxFailures;
    this.#openMs = openMs;
  }

  /** Throws unavailable while calls are refused. */
  enter(ctx: RequestContext): void {
    if (this.#failures < this.#maxFailures) {
      return;
    }
    const at = now();
    if (at < this.#openUntil) {
      throw new ConnectError(
        Code.Unavailable,
        `nothing was sent: the last ${this.#failures} calls to ${this.#name} failed, so calls are refused for a while`,
        { cause: this.#lastError },
      );
    }
    this.#probe = ctx;
    this.#openUntil = at + this.#openMs; // without a response by then, another call is let through
  }

  succeeded(): void {
    this.#failures = 0;
    this.#lastError = undefined;
  }

  failed(ctx: RequestContext, error: ConnectError): void {
    const isOpen = this.#failures >= this.#maxFailures;
    this.#lastError = error;
    if (!isOpen || this.#probe === ctx) {
      this.#failures++;
      this.#openUntil = now() + this.#openMs;
    }
  }

  /** Reports a call that proves nothing: if it was the one let through, the next call takes its place. */
  canceled(ctx: RequestContext): void {
    if (this.#probe === ctx) {
      this.#openUntil = 0;
    }
  }
}
