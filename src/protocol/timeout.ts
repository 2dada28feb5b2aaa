/** Formats and parses the timeout headers of both protocols. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";

/**
 * Formats Connect-Timeout-Ms: a positive integer of at most ten digits; undefined for a longer time, which amounts to
 * none.
 *
 * @see https://connectrpc.com/docs/protocol#unary-request (Timeout)
 */
export function formatConnectTimeout(timeoutMs = Infinity): string | undefined {
  return timeoutMs < 1e10 ? String(Math.max(1, Math.floor(timeoutMs))) : undefined;
}

export function parseConnectTimeout(value: string | null): number | undefined {
  if (value === null) {
    return undefined;
  }
  if (!/^\d{1,10}$/.test(value)) {
    throw malformed("Connect-Timeout-Ms", value, "a positive integer of at most 10 digits");
  }
  return Number(value);
}

/** The units of Grpc-Timeout that are written, in milliseconds, finest first. */
const writtenUnits: readonly [unit: string, ms: number][] = [
  ["m", 1],
  ["S", 1000],
  ["M", 60_000],
  ["H", 3_600_000],
];
const readUnits = new Map([...writtenUnits, ["u", 1e-3], ["n", 1e-6]]);

/**
 * Formats Grpc-Timeout: at most eight digits and a unit, the finest that fits.
 *
 * @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md#requests (Timeout)
 */
export function formatGrpcTimeout(timeoutMs: number | undefined): string | undefined {
  if (timeoutMs !== undefined) {
    for (const [unit, ms] of writtenUnits) {
      const amount = Math.max(1, Math.floor(timeoutMs / ms));
      if (amount < 1e8) {
        return `${amount}${unit}`;
      }
    }
  }
  return undefined;
}

export function parseGrpcTimeout(value: string | null): number | undefined {
  if (value === null) {
    return undefined;
  }
  const [, amount, unit] = /^(\d{1,8})([HMSmun])$/.exec(value) ?? [];
  if (amount === undefined || unit === undefined) {
    throw malformed("Grpc-Timeout", value, "at most 8 digits and a unit (H, M, S, m, u, n)");
  }
  return Number(amount) * (readUnits.get(unit) as number);
}

function malformed(name: string, value: string, expected: string): ConnectError {
  return new ConnectError(Code.InvalidArgument, `${name} is ${JSON.stringify(value)}, expected ${expected}`);
}
