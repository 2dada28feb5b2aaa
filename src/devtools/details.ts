/** Everything about one call except its bodies. */
import { encodeBase64 } from "../wire/base64.ts";
import type { Attempt, CallRecord } from "./call-record.ts";
import type { AttemptDetails, BodyDetails, CallDetails, Side } from "./hook.ts";
import { mediaOf } from "./media.ts";
import { headerList } from "./redact.ts";
import { textOf } from "./row.ts";

type Hides = (name: string) => boolean;

/** How many nested causes are shown. */
const deepest = 8;
/** The maximum length of a message, which may contain anything a server sent. */
const messageLength = 64 * 1024;

export function detailsOf({ id, seq, ctx, site, error, attempts }: CallRecord, hides: Hides): CallDetails {
  return {
    id,
    seq,
    site: site?.stack,
    component: (ctx.callOptions as { component?: () => string }).component?.(),
    error: error && {
      code: error.code,
      message: String(error.rawMessage).slice(0, messageLength),
      details: error.details.map(({ type, value }) => ({ type, value: encodeBase64(value) })),
      metadata: headerList(error.metadata, hides),
      causes: causesOf(error),
    },
    responseHeaders: headerList(
      fieldsOf(() => ctx.responseHeaders),
      hides,
    ),
    responseTrailers: headerList(
      fieldsOf(() => ctx.responseTrailers),
      hides,
    ),
    attempts: attempts.map((attempt) => attemptDetails(attempt, hides)),
  };
}

/** Returns no headers if a custom fetch returned a response whose headers cannot be read. */
function fieldsOf(read: () => Headers): Headers | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function attemptDetails(attempt: Attempt, hides: Hides): AttemptDetails {
  const { url, httpMethod, requestHeaders, head } = attempt;
  return {
    url,
    httpMethod,
    requestHeaders: headerList(requestHeaders, hides),
    responseHeaders: headerList(head?.headers, hides),
    status: head?.status,
    statusText: head?.statusText,
    request: bodyDetails(attempt, "request"),
    response: bodyDetails(attempt, "response"),
    ...timing(attempt),
  };
}

function bodyDetails(attempt: Attempt, side: Side): BodyDetails {
  const { total, received, cut, head } = attempt[side];
  return {
    chunks: total,
    bytes: received,
    cut: cut.bytes > 0 ? { at: head.length, ...cut } : undefined,
    ...mediaOf(attempt, side),
  };
}

function causesOf(error: Error): string[] {
  const causes: string[] = [];
  for (let { cause } = error; cause !== undefined && causes.length < deepest; cause = Object(cause).cause) {
    causes.push(textOf(cause));
  }
  return causes;
}

/** Returns the browser's own measurements; zeros mean that it must not reveal them. */
function timing({ url, sentAt }: Attempt): Partial<AttemptDetails> {
  const { href } = new URL(url, (globalThis as { location?: Location }).location?.href ?? "http://localhost");
  const entries = (globalThis.performance?.getEntriesByName(href, "resource") ?? []) as PerformanceResourceTiming[];
  const entry = entries.find(({ startTime }) => startTime >= sentAt - 1);
  const { transferSize, encodedBodySize, decodedBodySize } = entry ?? {};
  return encodedBodySize ? { transferSize, encodedBodySize, decodedBodySize } : {};
}
