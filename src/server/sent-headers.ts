/** Detects response headers that are set after the headers were sent, which would otherwise be lost silently. */
import type { RequestContext } from "../core/request-context.ts";
import type { ServerConfig } from "./server-config.ts";

export class SentHeaders {
  readonly #sent: ReadonlySet<string>;

  constructor(ctx: RequestContext) {
    this.#sent = new Set(lines(ctx));
  }

  /** Reports headers to `onError` that were set too late. */
  reportLate(ctx: RequestContext, { report }: Pick<ServerConfig, "report">): void {
    const late = lines(ctx).filter((line) => !this.#sent.has(line));
    if (late.length > 0) {
      const names = late.map((line) => line.slice(0, line.indexOf(":"))).join(", ");
      report(
        new TypeError(
          `response headers were set after the headers had been sent: ${names}; set them before the first message, and within a second`,
        ),
        ctx,
      );
    }
  }
}

function lines({ responseHeaders }: RequestContext): string[] {
  return Array.from(responseHeaders.allItems(), ([name, value]) => `${name}: ${value}`);
}
