import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DemoService } from "../../../playground/gen/demo/v1/demo_pb.ts";
import { brotli } from "../../compression/brotli.ts";
import { gzip } from "../../compression/gzip.ts";
import { zstd } from "../../compression/zstd.ts";
import { encodeEnvelopes } from "../../wire/envelope.ts";
import { EnvelopeReader } from "../../wire/envelope-reader.ts";
import { serviceSync } from "./service.ts";
import { createSyncHandler } from "./sync-handler.ts";

/** No request, whatever it contains, may look like a fault of the implementation. */
const faults: unknown[] = [];
const handler = createSyncHandler({
  services: [
    serviceSync(DemoService, {
      say: ({ sentence }) => ({ sentence }),
      *introduce({ name }) {
        yield { sentence: name };
      },
      summarize: (requests) => ({ sentences: [...requests].length }),
      converse: (requests) => Array.from(requests, ({ sentence }) => ({ sentence })),
    }),
  ],
  compressions: [gzip(), brotli(), zstd()],
  compressMinBytes: 0,
  readMaxBytes: 10_000,
  onError: (error) => {
    faults.push(error);
  },
});

const encodings = fc.constantFrom("gzip", "br", "zstd", "lzma", "", ...Array(5).fill("identity"));
const anyText = fc.string({ unit: "binary-ascii", maxLength: 20 });
/** Mostly a single value, because a request that is wrong everywhere is rejected before anything is tried. */
const mostly = (value: string, ...others: fc.Arbitrary<string>[]) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(value) }, ...others);
/** Names and values that a handler reads, occasionally with unexpected values. */
const headers = fc.record(
  {
    "content-type": fc.oneof(
      {
        weight: 8,
        arbitrary: fc
          .tuple(fc.constantFrom("", "", "connect+", "grpc-web+"), fc.constantFrom("json", "proto", "proto"))
          .map(([form, codec]) => `application/${form}${codec}`),
      },
      fc.constantFrom("application/grpc-web", "application/grpc+proto", "text/plain; charset=x"),
      anyText,
    ),
    "content-encoding": encodings,
    "connect-content-encoding": encodings,
    "grpc-encoding": encodings,
    "accept-encoding": encodings,
    "connect-accept-encoding": encodings,
    "grpc-accept-encoding": encodings,
    "connect-protocol-version": mostly("1", fc.constantFrom("2"), anyText),
    "connect-timeout-ms": mostly("10000", fc.constantFrom("0", "-5"), anyText),
    "grpc-timeout": mostly("10S", fc.constantFrom("0m", "5x"), anyText),
    host: fc.oneof(fc.constantFrom("example.com", "[::1]:80"), anyText),
    "x-other": anyText,
  },
  { requiredKeys: ["content-type"] },
);

const message = fc.oneof(
  fc.uint8Array({ maxLength: 30 }),
  fc.constantFrom("{}", '{"sentence":"hi"}', '{"name":5}', "\n\u0002hi").map((text) => new TextEncoder().encode(text)),
);
const body = fc.oneof(
  fc.constant(undefined),
  { weight: 2, arbitrary: message },
  fc
    .array(fc.record({ flags: fc.constantFrom(0, 0, 0, 1, 2, 0x80, 0x40), payload: message }), { maxLength: 4 })
    .map((envelopes) => encodeEnvelopes(...envelopes)),
);

const path = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .constantFrom("Say", "Say", "Say", "Introduce", "Summarize", "Converse", "Fail")
      .map((name) => `/demo.v1.DemoService/${name}`),
  },
  fc.webPath(),
  fc.string({ maxLength: 20 }),
);
const query = fc.oneof(
  fc.constant(""),
  fc
    .record(
      {
        connect: fc.constantFrom("v1", "v2"),
        encoding: fc.constantFrom("json", "proto", "xml"),
        compression: encodings,
        base64: fc.constantFrom("1", "0"),
        message: fc.oneof(fc.constantFrom("{}", "CgJoaQ"), fc.string({ maxLength: 20 })),
      },
      { requiredKeys: [] },
    )
    .map((parameters) => `?${new URLSearchParams(parameters)}`),
  fc.webQueryParameters().map((text) => `?${text}`),
);
const request = fc.record({
  method: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom("POST", "POST", "POST", "GET") },
    fc.string({ maxLength: 5 }),
  ),
  url: fc
    .tuple(fc.constantFrom("", "", "http://localhost", "https://example.com:8443", "http://["), path, query)
    .map((parts) => parts.join("")),
  headers: headers.map(legalHeaders),
  body,
});

/** As a server would pass them: what HTTP cannot carry never arrives. */
function legalHeaders(given: Record<string, string | undefined>): Headers {
  const legal = new Headers();
  for (const [name, value = ""] of Object.entries(given)) {
    try {
      legal.set(name, value);
    } catch {
      // A control character in a value.
    }
  }
  return legal;
}

/** Complete envelopes, the last of which ends the stream. */
function expectStream(bytes: Uint8Array, endFlag: number): void {
  const reader = new EnvelopeReader(1e6);
  const envelopes = reader.push(bytes);
  reader.finish();
  expect(reader.failure).toBeUndefined();
  expect(envelopes.map(({ flags }) => (flags & endFlag) !== 0)).toEqual(
    envelopes.map((_, i) => i === envelopes.length - 1),
  );
  expect(envelopes.length).toBeGreaterThan(0);
}

describe("a synchronous handler, for arbitrary requests", () => {
  it("responds in a well-formed way, and never throws", () => {
    const met = new Map<string, number>();
    fc.assert(
      fc.property(request, (given) => {
        const { status, headers, body } = handler(given);
        const bytes = Uint8Array.from([...body].flatMap((chunk) => [...chunk]));
        const type = headers.get("content-type") ?? "";
        expect(faults).toEqual([]);
        expect(status === 200 || (status >= 400 && status <= 504)).toBe(true);
        if (type.startsWith("application/connect+")) {
          expectStream(bytes, 2);
        } else if (headers.has("grpc-status")) {
          expect(bytes).toHaveLength(0); // trailers-only
        } else if (type.startsWith("application/grpc-web+")) {
          expectStream(bytes, 0x80);
        } else if (status !== 200 && type === "application/json") {
          expect(JSON.parse(new TextDecoder().decode(bytes)).code).toEqual(expect.any(String));
        }
        const kind = `${status} ${type.split("+")[0]}`;
        met.set(kind, (met.get(kind) ?? 0) + 1);
      }),
      { numRuns: 5_000 },
    );
    // Not all requests are rejected immediately.
    expect([...met.keys()]).toEqual(
      expect.arrayContaining([
        "200 application/connect",
        "200 application/grpc-web",
        "200 application/proto",
        "400 application/json",
        "404 application/json",
        "405 ",
        "415 text/plain",
      ]),
    );
  });
});
