/**
 * Calls as a HAR 1.2 log, which browsers and other tools read: an entry for each attempt. What HAR has no word for is in
 * `_farcall`, so that the panel can read its own files back.
 *
 * @see http://www.softwareishard.com/blog/har-12-spec/
 */
import type { AttemptDetails, AttemptRow, HeaderList } from "farcall/devtools";
import { join } from "../frames.ts";
import { fieldsOf, listOf, parseAnswer } from "../hostile.ts";
import { readBase64, writeBase64 } from "../read-base64.ts";
import type { LoggedBody, LoggedCall } from "./logged-call.ts";

export function writeHar(calls: readonly LoggedCall[]): string {
  const entries = calls.flatMap((call) =>
    (call.details?.attempts ?? []).map((attempt, index) => entryOf(call, attempt, index)),
  );
  return JSON.stringify(
    { log: { version: "1.2", creator: { name: "Farcall devtools", version: "1" }, entries } },
    null,
    1,
  );
}

/** Of a HAR that another tool has written there is nothing that the panel could show. */
export function readHar(text: string): LoggedCall[] {
  const log = fieldsOf(fieldsOf(parseAnswer(text)).log);
  return listOf(log.entries, 100_000).flatMap((entry) => {
    const own = fieldsOf(entry)._farcall;
    return own ? [own as LoggedCall] : [];
  });
}

function entryOf(call: LoggedCall, attempt: AttemptDetails, index: number) {
  const { row, timeOrigin, bodies } = call;
  const timing = row.attempts[index];
  const startedAt = timing?.at ?? row.start;
  const endedAt = timing?.end ?? row.end ?? startedAt;
  const sent = bytesOf(bodies, index, "request");
  const received = bytesOf(bodies, index, "response");
  const type = headerValue(attempt.requestHeaders, "content-type") ?? "application/octet-stream";
  return {
    startedDateTime: new Date(Math.min(timeOrigin + startedAt, 8.64e15)).toISOString(),
    time: Math.max(0, endedAt - startedAt),
    request: {
      method: attempt.httpMethod,
      url: attempt.url || row.url,
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: pairs(attempt.requestHeaders),
      queryString: queryOf(attempt.url),
      headersSize: -1,
      bodySize: sent.byteLength,
      // HAR knows no bytes in a request; Playwright reads `encoding` here as it stands in a response.
      ...(sent.byteLength > 0 && {
        postData: { mimeType: type, params: [], text: writeBase64(sent), encoding: "base64" },
      }),
    },
    response: {
      status: attempt.status ?? 0,
      statusText: attempt.statusText ?? "",
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: pairs(attempt.responseHeaders),
      content: {
        size: received.byteLength,
        mimeType: headerValue(attempt.responseHeaders, "content-type") ?? "application/octet-stream",
        text: writeBase64(received),
        encoding: "base64",
      },
      redirectURL: "",
      headersSize: -1,
      bodySize: attempt.encodedBodySize ?? received.byteLength,
      ...(timing?.failure !== undefined && { _error: timing.failure }),
    },
    cache: {},
    timings: timingsOf(timing, startedAt, endedAt),
    comment: `${row.service}/${row.method}${row.code ? `: ${row.code}` : ""}`,
    // Once for each call.
    ...(index === 0 && { _farcall: call }),
  };
}

function timingsOf(timing: AttemptRow | undefined, startedAt: number, endedAt: number) {
  const headersAt = timing?.headersAt ?? endedAt;
  return {
    blocked: -1,
    dns: -1,
    connect: -1,
    ssl: -1,
    send: 0,
    wait: Math.max(0, headersAt - startedAt),
    receive: Math.max(0, endedAt - headersAt),
  };
}

function bytesOf(bodies: readonly LoggedBody[], attempt: number, side: LoggedBody["side"]): Uint8Array {
  const body = bodies.find((candidate) => candidate.attempt === attempt && candidate.side === side);
  const chunks = (body?.chunks ?? []).map(([at, text]) => ({ at, bytes: readBase64(text) ?? new Uint8Array(0) }));
  return join(
    chunks,
    0,
    chunks.reduce((sum, { bytes }) => sum + bytes.byteLength, 0),
  );
}

/** A hidden value is left out: HAR has no word for it, and an empty one would be wrong. */
function pairs(headers: HeaderList): { name: string; value: string }[] {
  return headers.flatMap(([name, value]) => (value === null ? [] : [{ name, value }]));
}

function headerValue(headers: HeaderList, name: string): string | undefined {
  return headers.find(([known]) => known.toLowerCase() === name)?.[1] ?? undefined;
}

function queryOf(url: string): { name: string; value: string }[] {
  try {
    return [...new URL(url).searchParams].map(([name, value]) => ({ name, value }));
  } catch {
    return [];
  }
}
