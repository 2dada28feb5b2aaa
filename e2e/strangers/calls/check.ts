/** Assertions for code that runs without a test runner. */
import { type Code, type ConnectError, isConnectError } from "farcall";

/** Compares JSON values, bytes and bigints. */
export function equal(actual: unknown, expected: unknown): void {
  if (show(actual) !== show(expected)) {
    throw new Error(`expected ${show(expected)}, got ${show(actual)}`);
  }
}

export function matches(actual: string, expected: RegExp): void {
  if (!expected.test(actual)) {
    throw new Error(`expected something like ${expected}, got ${JSON.stringify(actual)}`);
  }
}

/** Waits for the failure of a call, which has to be a ConnectError with this code. */
export async function failsWith(code: Code, work: Promise<unknown>, message?: RegExp | string): Promise<ConnectError> {
  const outcome: { value?: unknown; error?: unknown } = await work.then(
    (value) => ({ value }),
    (error) => ({ error }),
  );
  if (!("error" in outcome)) {
    throw new Error(`expected a failure with ${code}, got ${show(outcome.value)}`);
  }
  const { error } = outcome;
  if (!isConnectError(error) || error.code !== code) {
    throw new Error(`expected a failure with ${code}, got ${error}${traceOf(error)}`);
  }
  if (typeof message === "string") {
    equal(error.rawMessage, message);
  } else if (message) {
    matches(error.rawMessage, message);
  }
  return error;
}

/** Formats a failure as text, including its stack, which does not cross from one program to another. */
export function traceOf(error: unknown): string {
  const { stack, cause } = (error ?? {}) as Error;
  return `${stack ? `\n${stack}` : ""}${cause ? `\ncaused by ${cause}${traceOf(cause)}` : ""}`;
}

function show(value: unknown): string {
  return String(
    JSON.stringify(value, (_, part: unknown) => {
      if (typeof part === "bigint") {
        return `${part}n`;
      }
      return ArrayBuffer.isView(part)
        ? `${part.byteLength} bytes ${Array.from((part as Uint8Array).subarray(0, 32))}`
        : part;
    }),
  );
}
