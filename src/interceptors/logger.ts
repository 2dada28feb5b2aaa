/** Logs one line per call. */
import type { Code } from "../core/code.ts";
import type { ConnectError } from "../core/connect-error.ts";
import type { MetadataInterceptor } from "../core/interceptor.ts";
import { checkFunction } from "../core/invalid-option.ts";
import { procedureName } from "../core/method.ts";
import { now } from "../core/now.ts";
import type { RequestContext } from "../core/request-context.ts";

export type LogLevel = "debug" | "info" | "warn" | "error";

export interface LogEntry {
  level: LogLevel;
  /** "acme.v1.HatService/MakeHat". */
  procedure: string;
  /** "ok", or the code of the error. */
  code: Code | "ok";
  /** Milliseconds from the start of the call (for a stream, the first read) to its end. */
  durationMs: number;
  /** The error's message, which may contain anything the server puts into it. Set only with `messages`. */
  message?: string;
}

export interface LoggerOptions {
  /** Writes an entry. Default: a line on the console, in the method named after its level. Exceptions are ignored. */
  write?: (entry: LogEntry) => void;
  /**
   * Returns the level of an outcome, or undefined to skip the entry. Default: info for ok and canceled; error for
   * unknown, internal, data_loss, unavailable, unimplemented and deadline_exceeded; warn for the others, which concern
   * the request.
   */
  level?: (code: Code | "ok", ctx: RequestContext) => LogLevel | undefined;
  /** Whether entries include error messages. Default: false. */
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
 * Logs one line for each call of any kind, on a client or a server: procedure, code and duration. It logs no payloads,
 * headers or URLs, and therefore no tokens.
 *
 * First in the list, it logs calls as their callers see them; after `retry()`, it logs each attempt.
 *
 * @example
 * logger({ write: (entry) => navigator.sendBeacon("/log", JSON.stringify(entry)) });
 */
export function logger({ write = print, level, messages = false }: LoggerOptions = {}): MetadataInterceptor<number> {
  checkFunction("write", write);
  checkFunction("level", level);
  return {
    onStart: () => now(),
    onEnd(start: number, ctx: RequestContext, error: ConnectError | undefined) {
      try {
        const code = error?.code ?? "ok";
        const chosen = level ? level(code, ctx) : (levels[code] ?? "warn");
        if (chosen) {
          write({
            level: chosen,
            procedure: procedureName(ctx.method),
            code,
            durationMs: now() - start,
            ...(messages && error && { message: error.rawMessage }),
          });
        }
      } catch {
        // A failing log must not fail the call.
      }
    },
  };
}

function print({ level, procedure, code, durationMs, message }: LogEntry): void {
  console[level](`${procedure} ${code} ${Math.round(durationMs)} ms${message ? `: ${message}` : ""}`);
}
