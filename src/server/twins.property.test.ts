/** A server and its synchronous twin respond to the same request with the same bytes. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";
import { gzip } from "../compression/gzip.ts";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { fromByteString, toByteString } from "../wire/byte-string.ts";
import { encodeEnvelopes } from "../wire/envelope.ts";
import { createFetchHandler, type FetchHandler } from "./fetch-handler.ts";
import { service } from "./service.ts";
import { serviceSync } from "./sync/service.ts";
import { createSyncHandler } from "./sync/sync-handler.ts";
import { toFetchHandler } from "./sync/to-fetch-handler.ts";

interface Message {
  sentence: string;
}

/** A level keeps compression in JavaScript, which both twins share: the engine's may produce other bytes. */
const compression = gzip({ level: 6 });
const options = { compressions: [compression], compressMinBytes: 0, readMaxBytes: 400 };

/** Sentences that start this way are rejected, with everything that an error can carry. */
const refused = "!";
const answer = ({ sentence }: Message): Message => {
  if (sentence.startsWith(refused)) {
    throw new ConnectError(Code.NotFound, `no ${sentence}`, {
      metadata: { "x-reason": "odd" },
      details: [{ type: "a.B", value: Uint8Array.of(1, 2, 3) }],
    });
  }
  return { sentence: `you said ${sentence}` };
};

const server = createFetchHandler({
  ...options,
  services: [
    service(DemoService, {
      say: answer,
      async *introduce({ name }) {
        yield* [answer({ sentence: name }), { sentence: "and that is all" }];
      },
      async summarize(requests) {
        let sentences = 0;
        for await (const request of requests) {
          answer(request);
          sentences++;
        }
        return { sentences };
      },
      async *converse(requests) {
        for await (const request of requests) {
          yield answer(request);
        }
      },
    }),
  ],
});

/** Larger than any request here: only what reads it whole has such a limit. */
const maxBodyBytes = 10_000;

const twin = toFetchHandler(
  createSyncHandler({
    ...options,
    services: [
      serviceSync(DemoService, {
        say: answer,
        *introduce({ name }) {
          yield* [answer({ sentence: name }), { sentence: "and that is all" }];
        },
        summarize(requests) {
          let sentences = 0;
          for (const request of requests) {
            answer(request);
            sentences++;
          }
          return { sentences };
        },
        *converse(requests) {
          for (const request of requests) {
            yield answer(request);
          }
        },
      }),
    ],
  }),
  { maxBodyBytes },
);

const text = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("", refused, "!ö, 50 %", "long ".repeat(100)));

const request = fc
  .record({
    method: fc.constantFrom("Say", "Introduce", "Summarize", "Converse", "Nonsense"),
    httpMethod: fc.oneof({ weight: 9, arbitrary: fc.constant("POST") }, fc.constantFrom("PUT", "GET", "OPTIONS")),
    dialect: fc.oneof(
      {
        weight: 9,
        arbitrary: fc.constantFrom(
          "application/",
          "application/connect+",
          "application/grpc-web+",
          "application/grpc-web-text+",
        ),
      },
      fc.constantFrom("text/", "application/grpc+"),
    ),
    codec: fc.constantFrom("proto", "json", "xml"),
    sentences: fc.array(text, { maxLength: 3 }),
    isCompressed: fc.boolean(),
    accepts: fc.boolean(),
    timeout: fc.constantFrom(undefined, "10000", "soon"),
    spoiled: fc.option(fc.record({ at: fc.nat(30), by: fc.integer({ min: 1, max: 255 }) }), { nil: undefined }),
    cut: fc.nat(8),
  })
  .map((given) => ({ ...given, ...wireOf(given) }));

/** The request as it is sent, whether or not it makes sense. */
function wireOf(given: {
  method: string;
  dialect: string;
  codec: string;
  sentences: string[];
  isCompressed: boolean;
  accepts: boolean;
  timeout: string | undefined;
  spoiled: { at: number; by: number } | undefined;
  cut: number;
}): { headers: Record<string, string>; body: Uint8Array<ArrayBuffer> } {
  const { dialect, codec, sentences, isCompressed, accepts, timeout, spoiled, cut } = given;
  const isEnveloped = dialect.includes("+");
  const prefix = dialect.includes("grpc") ? "grpc-" : isEnveloped ? "connect-content-" : "content-";
  const accept = dialect.includes("grpc")
    ? "grpc-accept-encoding"
    : isEnveloped
      ? "connect-accept-encoding"
      : "accept-encoding";
  const headers = {
    "content-type": dialect + codec,
    ...(isCompressed && { [`${prefix}encoding`]: "gzip" }),
    ...(accepts && { [accept]: "gzip" }),
    ...(timeout && { "connect-timeout-ms": timeout }),
  };
  const payloads = sentences.map((sentence) => {
    const bytes = encode(codec, given.method, sentence);
    return isCompressed ? (compression.compressSync?.(bytes) as Uint8Array) : bytes;
  });
  const whole = isEnveloped
    ? encodeEnvelopes(...payloads.map((payload) => ({ flags: isCompressed ? 1 : 0, payload })))
    : (payloads[0] ?? new Uint8Array(0));
  const wire = dialect.includes("-text") ? fromByteString(btoa(toByteString(whole))) : whole;
  const body = wire.slice(0, cut === 1 ? -1 : undefined) as Uint8Array<ArrayBuffer>;
  if (spoiled && spoiled.at < body.byteLength) {
    body[spoiled.at] = (body[spoiled.at] as number) ^ spoiled.by;
  }
  return { headers, body };
}

function encode(codec: string, method: string, sentence: string): Uint8Array {
  const encoder = new TextEncoder();
  if (codec === "json") {
    return encoder.encode(JSON.stringify({ [method === "Introduce" ? "name" : "sentence"]: sentence }));
  }
  const bytes = encoder.encode(sentence);
  const length = bytes.byteLength < 128 ? [bytes.byteLength] : [(bytes.byteLength & 127) | 128, bytes.byteLength >> 7];
  return Uint8Array.from([10, ...length, ...bytes]);
}

async function answerOf(handler: FetchHandler, wire: Wire) {
  const { method, httpMethod, headers, body } = wire;
  const response = await handler(`http://localhost/demo.v1.DemoService/${method}`, {
    method: httpMethod,
    headers,
    ...(httpMethod !== "GET" && { body }),
  });
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Array.from(new Uint8Array(await response.arrayBuffer())),
  };
}

type Wire = { method: string; httpMethod: string } & ReturnType<typeof wireOf>;

it("responds with the same status, headers and bytes as its twin, whatever the request", async () => {
  await fc.assert(
    fc.asyncProperty(request, async (wire) => {
      expect(await answerOf(server, wire)).toEqual(await answerOf(twin, wire));
    }),
    { numRuns: 600 },
  );
});
