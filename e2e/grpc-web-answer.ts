/**
 * Generates responses to gRPC-Web calls, and the outcome that each must have, according to gRPC's documents, not the code.
 *
 * @see https://github.com/grpc/grpc/blob/master/doc/http-grpc-status-mapping.md
 * @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md
 */
import fc from "fast-check";
import { frame, grpcWebEnd, sentence } from "./servers/frames.ts";

/** What a server reports as the outcome. */
export interface Said {
  /** The value of grpc-status; undefined if it is missing. */
  status: string | undefined;
  message: string;
}

export interface Answer {
  http: number;
  type: string | undefined;
  head: Said | undefined;
  /** The number of complete messages at the start of the body. */
  messages: number;
  /** What follows: the last frame, unreadable bytes, or the end. */
  rest: { last: Said } | { broken: Uint8Array } | undefined;
}

export type Kind = "unary" | "stream";

export interface Ending {
  code: string;
  /** Undefined if the message is the client's own. */
  message?: string | undefined;
  messages: number;
}

const names = [
  ..."ok canceled unknown invalid_argument deadline_exceeded not_found already_exists permission_denied".split(" "),
  ..."resource_exhausted failed_precondition aborted out_of_range unimplemented internal unavailable".split(" "),
  ..."data_loss unauthenticated".split(" "),
];

/** The table is "to be used only for clients that received a response that did not include grpc-status". */
const httpTable: Readonly<Record<number, string>> = {
  400: "internal",
  401: "unauthenticated",
  403: "permission_denied",
  404: "unimplemented",
  429: "unavailable",
  502: "unavailable",
  503: "unavailable",
  504: "unavailable",
};

/** Statuses without a body, whatever a server writes. */
export const nullBodyStatuses = [101, 103, 204, 205, 304];

export function endingOf({ http, type = "", head, messages, rest }: Answer, kind: Kind): Ending {
  const bare = type.replace(/;.*/, "").toLowerCase();
  const isOurs = bare === "application/grpc-web" || bare === "application/grpc-web+proto";
  const last = rest && "last" in rest ? rest.last : undefined;
  const isBroken = rest !== undefined && "broken" in rest;
  const received = isOurs ? messages : 0;
  /** For a response that is not gRPC-Web, or without a status: the HTTP status decides; 200 means an invalid response. */
  const inferred = (ofBody: string) =>
    httpTable[http] ??
    (http !== 200 ? "unknown" : isOurs ? ofBody : /^application\/grpc-web/.test(bare) ? "internal" : "unknown");

  // "If grpc-status was provided, it must be used": the last frame's, or else the headers'.
  const said = [last, head].find((each) => numberIn(each) !== undefined);
  const atOnce = head && numberIn(head) && !(isOurs && http === 200) ? head : undefined;
  const number = numberIn(atOnce ?? said);
  if (number === undefined) {
    const ofBody = isBroken || (messages > 0 && !last) ? "internal" : "unknown";
    return { code: inferred(ofBody), messages: received };
  }
  if (number > 0) {
    const message = (atOnce ?? said)?.message;
    return { code: names[number] ?? "unknown", message: message || undefined, messages: atOnce ? 0 : received };
  }
  if (isBroken || (!isOurs && (messages > 0 || rest))) {
    return { code: isOurs ? "internal" : inferred("internal"), messages: received }; // it may have succeeded, but the message is missing
  }
  return { code: kind === "stream" || messages === 1 ? "ok" : "unimplemented", messages: received };
}

/** Returns the first valid number. */
function numberIn(said: Said | undefined): number | undefined {
  const number = (said?.status ?? "").split(",").find((text) => /^\d+$/.test(text.trim()));
  return number === undefined ? undefined : Number(number);
}

/** Returns the body as it is sent; null for none. */
export function bodyOf({ messages, rest }: Answer): Uint8Array<ArrayBuffer> | null {
  const pieces: Uint8Array[] = Array.from({ length: messages }, (_, index) => frame(0, sentence(`${index}`)));
  if (rest) {
    const fields = "last" in rest ? fieldsOf(rest.last).map(([name, value]) => `${name}: ${value}\r\n`) : [];
    pieces.push("last" in rest ? grpcWebEnd(`cost: 1\r\n${fields.join("")}`) : rest.broken);
  }
  return pieces.length > 0 ? Uint8Array.from(pieces.flatMap((piece) => [...piece])) : null;
}

export function headersOf({ type, head }: Answer): Record<string, string> {
  return { ...(type !== undefined && { "content-type": type }), ...Object.fromEntries(head ? fieldsOf(head) : []) };
}

function fieldsOf({ status, message }: Said): [name: string, value: string][] {
  return [
    ...(status === undefined ? [] : [["grpc-status", status] as [string, string]]),
    ...(message ? [["grpc-message", encodeURIComponent(message)] as [string, string]] : []),
  ];
}

const text = (words: string) => new TextEncoder().encode(words);

const number = fc.integer({ min: 0, max: 16 }).map(String);
const oddStatus = fc.constantFrom("05", " 5 ", "5, 5", "OK, 7", "17", "99", "-1", "", "OK", "1e1", undefined);
const said: fc.Arbitrary<Said> = fc.record({
  status: fc.oneof({ weight: 3, arbitrary: number }, oddStatus),
  message: fc.oneof(fc.constantFrom("", "oops", "用户 不存在 100%", "a\r\nb"), fc.string({ unit: "grapheme" })),
});
const broken = fc.constantFrom(
  text("<html><title>Bad gateway</title>"),
  text("upstream connect error"),
  Uint8Array.of(0, 0), // a truncated header
  Uint8Array.of(0, 0, 0, 0, 9, 1), // a truncated message
  Uint8Array.of(0x80, 0, 0, 0, 9, 103), // a truncated last frame
  frame(0, Uint8Array.of(0x0a, 99)), // not a message of this type
  frame(1, sentence("compressed")), // which no header announces
  frame(0x40, sentence("of a later version")),
);

export const answers: fc.Arbitrary<Answer> = fc
  .record({
    http: fc.oneof(
      { weight: 3, arbitrary: fc.constant(200) },
      fc.constantFrom(400, 401, 403, 404, 429, 500, 502, 503, 504),
      fc.integer({ min: 200, max: 599 }),
    ),
    type: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom("application/grpc-web+proto", "application/grpc-web") },
      fc.constantFrom("Application/gRPC-Web+Proto; charset=utf-8", "application/grpc-web+json", undefined),
      fc.constantFrom("application/grpc", "application/grpc-web-text", "application/json", "application/proto"),
      fc.constantFrom("text/html; charset=utf-8", "text/plain", "image/jpeg"),
    ),
    head: fc.option(said, { nil: undefined }),
    messages: fc.constantFrom(0, 0, 1, 1, 2),
    rest: fc.option(
      fc.oneof(
        { weight: 2, arbitrary: said.map((last) => ({ last })) },
        broken.map((bytes) => ({ broken: bytes })),
      ),
      {
        nil: undefined,
      },
    ),
  })
  .map((answer) => (nullBodyStatuses.includes(answer.http) ? { ...answer, messages: 0, rest: undefined } : answer));
