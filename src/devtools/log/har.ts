/**
 * Writes calls as a HAR 1.2 log, for browsers and other tools, with an entry per attempt. What HAR cannot express is in
 * `_farcall`, once per call, so that the devtools panel can read the file back.
 *
 * @see http://www.softwareishard.com/blog/har-12-spec/
 */
import { decodeBase64, encodeBase64 } from "../../wire/base64.ts";
import { concatBytes } from "../../wire/concat-bytes.ts";
import type { AttemptDetails, AttemptRow, HeaderList, Side } from "../hook.ts";
import type { LoggedCall } from "./logged-call.ts";

const unknownType = "application/octet-stream";

/** Playwright's `routeFromHAR` accepts the log. Values that the page hides are omitted. */
export function toHar(calls: readonly LoggedCall[]): string {
  const entries = calls.flatMap((call) =>
    (call.details?.attempts ?? []).map((attempt, index) => entryOf(call, attempt, index)),
  );
  return JSON.stringify(
    { log: { version: "1.2", creator: { name: "Farcall devtools", version: "1" }, entries } },
    null,
    1,
  );
}

function entryOf(call: LoggedCall, attempt: AttemptDetails, index: number) {
  const { row, timeOrigin } = call;
  const times = row.attempts[index];
  const startedAt = times?.at ?? row.start;
  const endedAt = times?.end ?? row.end ?? startedAt;
  const sent = bytesOf(call, index, "request");
  const received = bytesOf(call, index, "response");
  return {
    startedDateTime: new Date(timeOrigin + startedAt).toISOString(),
    time: endedAt - startedAt,
    request: {
      method: attempt.httpMethod,
      url: attempt.url,
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: pairsOf(attempt.requestHeaders),
      queryString: [...new URL(attempt.url, "http://localhost").searchParams].map(([name, value]) => ({ name, value })),
      headersSize: -1,
      bodySize: sent.byteLength,
      // HAR does not define binary request bodies; its readers accept `encoding` here as in a response.
      ...(sent.byteLength > 0 && { postData: { ...contentOf(attempt.requestHeaders, sent), params: [] } }),
    },
    response: {
      status: attempt.status ?? 0,
      statusText: attempt.statusText ?? "",
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: pairsOf(attempt.responseHeaders),
      content: { ...contentOf(attempt.responseHeaders, received), size: received.byteLength },
      redirectURL: "",
      headersSize: -1,
      bodySize: attempt.encodedBodySize ?? received.byteLength,
      ...(times?.failure !== undefined && { _error: times.failure }),
    },
    cache: {},
    timings: timingsOf(times, startedAt, endedAt),
    comment: `${row.service}/${row.method}: ${row.code ?? "ok"}`,
    ...(index === 0 && { _farcall: call }),
  };
}

function timingsOf(times: AttemptRow | undefined, startedAt: number, endedAt: number) {
  const headersAt = times?.headersAt ?? endedAt;
  const unknown = { blocked: -1, dns: -1, connect: -1, ssl: -1 };
  return { ...unknown, send: 0, wait: headersAt - startedAt, receive: Math.max(0, endedAt - headersAt) };
}

function bytesOf({ bodies }: LoggedCall, attempt: number, side: Side): Uint8Array {
  const body = bodies.find((one) => one.attempt === attempt && one.side === side);
  return concatBytes((body?.chunks ?? []).map(([, bytes]) => decodeBase64(bytes)));
}

function contentOf(headers: HeaderList, bytes: Uint8Array) {
  const mimeType = headers.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? unknownType;
  return { mimeType, text: encodeBase64(bytes), encoding: "base64" };
}

function pairsOf(headers: HeaderList): { name: string; value: string }[] {
  return headers.flatMap(([name, value]) => (value === null ? [] : [{ name, value }]));
}
