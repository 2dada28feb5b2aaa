import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ConnectError } from "../../core/connect-error.ts";
import { Metadata } from "../../core/metadata.ts";
import { encodeEndStream } from "../../protocol/connect/end-stream.ts";
import { encodeErrorJson } from "../../protocol/connect/error-json.ts";
import { encodeTrailers, withStatus } from "../../protocol/grpc-web/trailers.ts";
import { decodeBase64, encodeBase64 } from "../../wire/base64.ts";
import { toByteString } from "../../wire/byte-string.ts";
import { encodeEnvelopes } from "../../wire/envelope.ts";
import { callOfHarEntry } from "./har-call.ts";
import type { HarEntry } from "./har-entry.ts";

const message = Uint8Array.of(10, 2, 0xc3, 0xbc);
const refused = new ConnectError("failed_precondition", "no wärp", {
  details: [{ type: "demo.v1.FailureReason", value: Uint8Array.of(10, 1, 97) }],
});

interface Made {
  type: string;
  request?: Uint8Array;
  response?: Uint8Array | string;
  status?: number;
  headers?: [string, string][];
  answered?: [string, string][];
  method?: string;
  url?: string;
  failure?: string;
}

function entry({ type, request = message, response = message, status = 200, ...rest }: Made): HarEntry {
  const { headers = [], answered = [], method = "POST", url = "https://a.example/x/demo.v1.Demo/Say", failure } = rest;
  const isText = typeof response === "string";
  return {
    startedDateTime: "2026-01-01T12:00:00.000Z",
    time: 30,
    request: {
      method,
      url,
      headers: [
        { name: "Content-Type", value: type },
        { name: "Content-Length", value: String(request.byteLength) },
        ...headers.map(([name, value]) => ({ name, value })),
      ],
      postData: { text: toByteString(request) },
    },
    response: {
      status,
      headers: [["content-type", isText ? "application/json" : type], ...answered].map(([name = "", value = ""]) => ({
        name,
        value,
      })),
      content: isText ? { text: response } : { text: encodeBase64(response), encoding: "base64" },
      ...(failure !== undefined && { _error: failure }),
    },
    timings: { receive: 10 },
  };
}

const bytesOf = (call: ReturnType<typeof callOfHarEntry>, side: string) =>
  call?.bodies.filter((body) => body.side === side).map(({ chunks }) => decodeBase64(chunks[0]?.[1] ?? ""));

describe("a call is read from the request of another client", () => {
  it("with its times, sizes and messages", () => {
    const call = callOfHarEntry(entry({ type: "application/proto", headers: [["connect-timeout-ms", "500"]] }), {
      timeOrigin: Date.parse("2026-01-01T11:59:59.000Z"),
    });
    expect(call?.row).toMatchObject({
      service: "demo.v1.Demo",
      method: "Say",
      kind: "unary",
      protocol: "connect",
      codec: "proto",
      start: 1000,
      end: 1030,
      timeoutMs: 500,
      source: "network",
      attempts: [
        { at: 1000, headersAt: 1020, end: 1030, status: 200, sent: 4, received: 4, requests: 1, responses: 1 },
      ],
    });
    expect(call?.row.code).toBeUndefined();
    expect(bytesOf(call, "request")).toEqual([message]);
    expect(bytesOf(call, "response")).toEqual([message]);
  });

  it.each(["H", "M", "S", "m", "u", "n"])("with a deadline in the unit %s of gRPC-Web", (unit) => {
    const call = callOfHarEntry(entry({ type: "application/grpc-web+proto", headers: [["grpc-timeout", `1${unit}`]] }));
    const ms = { H: 3_600_000, M: 60_000, S: 1000, m: 1, u: 0.001, n: 1e-6 }[unit];
    expect(call?.row.timeoutMs).toBe(ms);
  });

  it("which failed with a code, a message and details, in every way that a server can say so", () => {
    const json = JSON.stringify(encodeErrorJson(refused));
    const trailers = withStatus(new Metadata(), refused);
    const connectEnd = { flags: 2, payload: encodeEndStream(new Metadata({ after: "all" }), refused) };
    const entries: HarEntry[] = [
      entry({ type: "application/proto", status: 412, response: json }),
      entry({
        type: "application/connect+proto",
        response: encodeEnvelopes({ flags: 0, payload: message }, connectEnd),
      }),
      entry({
        type: "application/grpc-web+proto",
        response: encodeEnvelopes({ flags: 0x80, payload: encodeTrailers(trailers) }),
      }),
      entry({
        type: "application/grpc-web+proto",
        response: new Uint8Array(),
        answered: [...trailers.allItems()],
      }),
    ];
    for (const one of entries) {
      const call = callOfHarEntry(one);
      expect(call?.row).toMatchObject({ code: "failed_precondition", why: "server", message: "no wärp" });
      expect(call?.details?.error?.details).toEqual([{ type: "demo.v1.FailureReason", value: "CgFh" }]);
    }
  });

  it.each([
    [{ status: 503, response: "<h1>Busy</h1>" }, "unavailable", "http"],
    [{ status: 0, response: "" }, "unavailable", "network"],
    [{ failure: "net::ERR_ABORTED" }, "canceled", "caller"],
    [{ failure: "net::ERR_CONNECTION_RESET" }, "unavailable", "network"],
    [{ type: "application/connect+proto", response: new Uint8Array() }, "unknown", "protocol"],
    [{ type: "application/grpc-web+proto", response: new Uint8Array() }, "unknown", "protocol"],
  ] as const)("which was cut short by something else: %j", (how, code, why) => {
    expect(callOfHarEntry(entry({ type: "application/proto", ...how }))?.row).toMatchObject({ code, why });
  });

  it("whatever bytes it sent, also as text and in base64", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), (request) => {
        const sent = entry({ type: "application/proto", request });
        expect(bytesOf(callOfHarEntry(sent), "request")).toEqual([request]);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1 }), (text) => {
        const request = new TextEncoder().encode(text);
        const sent = entry({ type: "application/json", request, headers: [["connect-protocol-version", "1"]] });
        const asText = { ...sent, request: { ...sent.request, postData: { text } } };
        expect(bytesOf(callOfHarEntry(asText), "request")?.[0]?.byteLength).toBe(request.byteLength);
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (one, other) => {
        const response = encodeEnvelopes({ flags: 0, payload: one }, { flags: 0, payload: other });
        const text = encodeBase64(response.subarray(0, 3)) + encodeBase64(response.subarray(3));
        const call = callOfHarEntry(
          entry({ type: "application/grpc-web-text", response: new TextEncoder().encode(text) }),
        );
        expect(bytesOf(call, "response")).toEqual([response]);
        expect(call?.row.attempts[0]?.responses).toBe(2);
      }),
    );
  });

  it("whatever was answered, also where a browser hands over text and calls it base64", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1 }), (text) => {
        const response = new TextEncoder().encode(text);
        const made = entry({ type: "application/proto", response });
        const content = { text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(response), encoding: "base64" };
        const size = response.byteLength;
        const asText = callOfHarEntry({ ...made, response: { ...made.response, content: { ...content, size } } });
        expect(bytesOf(asText, "response")).toEqual([response]);
        const asBase64 = { ...made.response.content, size };
        const plain = callOfHarEntry({ ...made, response: { ...made.response, content: asBase64 } });
        expect(bytesOf(plain, "response")).toEqual([response]);
      }),
    );
  });

  it("which a browser did not write down, with its size alone", () => {
    const sent = entry({ type: "application/proto", request: new Uint8Array(9) });
    const call = callOfHarEntry({ ...sent, request: { ...sent.request, postData: { text: "short" } } });
    expect(call?.details?.attempts[0]?.request).toMatchObject({ bytes: 9, chunks: 0 });
    expect(bytesOf(call, "request")).toEqual([]);
  });

  it("and secrets in its headers are hidden, unless they are asked for", () => {
    const made = entry({ type: "application/proto", headers: [["Authorization", "t0ken"]] });
    expect(callOfHarEntry(made)?.details?.attempts[0]?.requestHeaders).toContainEqual(["Authorization", null]);
    const open = callOfHarEntry(made, { redact: false });
    expect(open?.details?.attempts[0]?.requestHeaders).toContainEqual(["Authorization", "t0ken"]);
  });
});

it("a request that is no call is none", () => {
  for (const made of [
    { type: "application/json" },
    { type: "text/html", method: "GET" },
    { type: "application/proto", url: "https://a.example/" },
    { type: "application/proto", method: "OPTIONS" },
  ]) {
    expect(callOfHarEntry(entry(made))).toBeUndefined();
  }
});
