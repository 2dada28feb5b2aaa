/** Writes a line for each call. */
import type { Code } from "../core/code.ts";
import type { ConnectError } from "../core/connect-error.ts";
import type { MetadataInterceptor } from "../core/interceptor.ts";
import { checkFunction } from "../core/invalid-option.ts";
import { procedureName } from "../core/method.ts";
import type { RequestContext } from "../core/request-context.ts";

export type LogLevel = "debug" | "info" | "warn" | "error";

export interface LogEntry {
  level: LogLevel;
  /** "acme.v1.HatService/MakeHat". */
  procedure: string;
  /** "ok", or the code of the error. */
  code: Code | "ok";
  /** Milliseconds from the start of the call, a stream's first read, to its end. */
  durationMs: number;
  /** What the error says. May hold what the server put into it: only with `messages`. */
  message?: string;
}

export interface LoggerOptions {
  /** Where entries go. Default: a line on the console, in the method of its level. What it throws is dropped. */
  write?: (entry: LogEntry) => void;
  /**
   * The level of an outcome; undefined for no entry. Default: info for ok and canceled; error for unknown, internal,
   * data_loss, unavailable, unimplemented and deadline_exceeded; warn for the others, which are about the request.
   */
  level?: (code: Code | "ok", ctx: RequestContext) => LogLevel | undefined;
  /** Whether entries have the messages of errors. Default: false. */
  messages?: boolean;
}

const levels: Readonly<Partial<Record<Code | "ok", LogLevel>>> = {
  ok: "info",
  canceled: "info",
  unknown: "error",
  internal: "error",
  data_loss: "error",
  unavailable: "error",
  unimplemented: "error",
  deadline_exceeded: "error",
};

/**
 * One line for each call, of every kind, on a client or a server: procedure, code and duration. No payloads, no headers,
 * no URLs, and so no tokens.
 *
 * Put first, it tells of calls as their callers see them; put after `retry()`, of each attempt.
 *
 * @example
 * logger({ write: (entry) => navigator.sendBeacon("/log", JSON.stringify(entry)) });
 */
export function logger({ write = print, level, messages = false }: LoggerOptions = {}): MetadataInterceptor<number> {
  checkFunction("write", write);
  checkFunction("level", level);
  return {
    onStart: () => performance.now(),
    onEnd(start: number, ctx: RequestContext, error: ConnectError | undefined) {
      try {
        const code = error?.code ?? "ok";
        const chosen = level ? level(code, ctx) : (levels[code] ?? "warn");
        if (chosen) {
          write({
            level: chosen,
            procedure: procedureName(ctx.method),
            code,
            durationMs: performance.now() - start,
            ...(messages && error && { message: error.rawMessage }),
          });
        }
      } catch {
        // A log that fails is no reason for a call to fail.
      }
    },
  };
}

function print({ level, procedure, code, durationMs, message }: LogEntry): void {
  console[level](`${procedure} ${code} ${Math.round(durationMs)} ms${message ? `: ${message}` : ""}`);
}
