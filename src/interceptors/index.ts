/** `farcall/interceptors`: ready-made interceptors. Those that require another package have their own entry points. */
export { type BearerAuthOptions, bearerAuth, type TokenRequest, type TokenSource } from "./bearer-auth.ts";
export { type CircuitBreakerOptions, circuitBreaker } from "./circuit-breaker.ts";
export { type HedgeOptions, hedge } from "./hedge.ts";
export { idleTimeout } from "./idle-timeout.ts";
export { type LogEntry, type LoggerOptions, type LogLevel, logger } from "./logger.ts";
export { type RetryOptions, retry } from "./retry.ts";
export type { RetryBudgetOptions } from "./retry-budget.ts";
