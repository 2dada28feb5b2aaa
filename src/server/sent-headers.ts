/** The headers that have gone. What an implementation sets afterwards goes nowhere, and somebody should know. */
import type { RequestContext } from "../core/request-context.ts";
import type { ServerConfig } from "./server-config.ts";

export class SentHeaders {
  readonly #sent: ReadonlySet<string>;

  constructor(ctx: RequestContext) {
    this.#sent = new Set(lines(ctx));
  }

  /** Tells `onError` of headers that were not there when the head went. */
  reportLate(ctx: RequestContext, { report }: Pick<ServerConfig, "report">): void {
    const late = lines(ctx).filter((line) => !this.#sent.has(line));
    if (late.length > 0) {
      const names = late.map((line) => line.slice(0, line.indexOf(":"))).join(", ");
      report(
        new TypeError(
          `response headers were set when the head had been sent: ${names}; set them before the first message, and within a second`,
        ),
        ctx,
      );
    }
  }
}

function lines({ responseHeaders }: RequestContext): string[] {
  return Array.from(responseHeaders.allItems(), ([name, value]) => `${name}: ${value}`);
}
