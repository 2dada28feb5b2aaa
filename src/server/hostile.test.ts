/** Whatever a server receives, it responds in a protocol, and hides what went wrong inside. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";
import { brotli } from "../compression/brotli.ts";
import { gzip } from "../compression/gzip.ts";
import { zstd } from "../compression/zstd.ts";
import { isCode } from "../core/code.ts";
import { encodeEnvelopes } from "../wire/envelope.ts";
import { createFetchHandler, type FetchHandlerOptions } from "./fetch-handler.ts";
import { service } from "./service.ts";

const secret = "p4ssw0rd at /home/app/secrets.ts:7";

const options: FetchHandlerOptions = {
  services: [
    service(DemoService, {
      say: ({ sentence }) => ({ sentence }),
      async *introduce({ name }) {
        yield { sentence: name };
      },
      async summarize(requests) {
        let sentences = 0;
        for await (const _ of requests) {
          sentences++;
        }
        return { sentences };
      },
      async *converse(requests) {
        for await (const { sentence } of requests) {
          yield { sentence };
        }
      },
      echo() {
        throw new TypeError(secret);
      },
    }),
  ],
  compressions: [gzip(), brotli(), zstd()],
  readMaxBytes: 64 * 1024,
  onError: () => {},
  cors: true,
};
const handler = createFetchHandler(options);
const observed = createFetchHandler({ ...options, interceptors: [{ onStart() {} }] });

const methods = ["Say", "Introduce", "Summarize", "Converse", "Echo"];
const contentTypes = [
  "application/proto",
  "application/json",
  "application/connect+proto",
  "application/connect+json",
  "application/grpc-web",
  "application/grpc-web+proto",
  "application/grpc-web+json",
];
const encodings = ["identity", "gzip", "br", "zstd", "GZIP", "", "lz4"];

/** Text that is allowed in a header. */
const headerText = fc.stringMatching(/^[\x20-\x7e]{0,40}$/);

const request = fc.record({
  method: fc.constantFrom(...methods),
  contentType: fc.oneof(fc.constantFrom(...contentTypes), headerText),
  headers: fc.record(
    {
      "content-encoding": fc.constantFrom(...encodings),
      "connect-content-encoding": fc.constantFrom(...encodings),
      "grpc-encoding": fc.constantFrom(...encodings),
      "accept-encoding": headerText,
      "connect-accept-encoding": headerText,
      "connect-protocol-version": fc.constantFrom("1", "2", "x"),
      "connect-timeout-ms": fc.constantFrom("1000", "0", "-1", "99999999999", "1e3", "soon"),
      "grpc-timeout": fc.constantFrom("1S", "1", "S", "999999999H", "-1S"),
      origin: headerText,
    },
    { requiredKeys: [] },
  ),
  body: fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    // Envelopes with any flags, some of them truncated.
    fc
      .tuple(fc.array(fc.record({ flags: fc.nat(255), payload: fc.uint8Array({ maxLength: 50 }) })), fc.nat(60))
      .map(([envelopes, cut]) => {
        const bytes = encodeEnvelopes(...envelopes);
        return cut % 3 === 0 ? bytes.slice(0, cut) : bytes;
      }),
  ),
});

/** Reads a response, and throws if no client could understand it. */
async function expectWellFormed(response: Response): Promise<string> {
  const text = new TextDecoder().decode(await response.arrayBuffer());
  const type = response.headers.get("content-type");
  expect(text).not.toContain("p4ssw0rd");
  if (response.status === 200) {
    expect(type).toMatch(/^application\/(proto|json|connect\+(proto|json)|grpc-web\+(proto|json))$/);
  } else if (type === "application/json") {
    expect(isCode(JSON.parse(text).code)).toBe(true);
  } else {
    expect([404, 405, 415]).toContain(response.status);
  }
  return text;
}

describe("a fetch handler", () => {
  it("responds to any headers and any body", async () => {
    await fc.assert(
      fc.asyncProperty(request, async ({ method, contentType, headers, body }) => {
        const response = await handler(`http://localhost/demo.v1.DemoService/${method}`, {
          method: "POST",
          headers: { ...(headers as Record<string, string>), "content-type": contentType },
          body: body as Uint8Array<ArrayBuffer>,
        });
        await expectWellFormed(response);
      }),
      { numRuns: 500 },
    );
  });

  it("responds to any path and any query", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.webPath(),
        fc.webQueryParameters(),
        fc.constantFrom("GET", "POST"),
        async (path, query, method) => {
          const own = `/demo.v1.DemoService/Say${path}`;
          for (const pathname of [path, own, own.slice(0, 24)]) {
            const response = await handler(`http://localhost${pathname}?${query}`, { method });
            await expectWellFormed(response);
          }
        },
      ),
    );
  });

  it("responds to any message in the URL of a GET", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: "grapheme" }),
        fc.boolean(),
        fc.constantFrom(...encodings),
        async (message, isBase64, compression) => {
          const query = new URLSearchParams({ connect: "v1", encoding: "json", message, compression });
          if (isBase64) {
            query.set("base64", "1");
          }
          await expectWellFormed(await handler(`http://localhost/demo.v1.DemoService/Say?${query}`));
        },
      ),
    );
  });

  it.each([
    ["", handler],
    [", even with an interceptor that is notified of it", observed],
  ])("hides exceptions from clients, in any protocol%s", async (_, handler) => {
    for (const contentType of contentTypes) {
      const isEnveloped = !/^application\/(proto|json)$/.test(contentType);
      const message = contentType.endsWith("json") ? new TextEncoder().encode("{}") : new Uint8Array();
      const response = await handler("http://localhost/demo.v1.DemoService/Echo", {
        method: "POST",
        headers: { "content-type": contentType },
        body: (isEnveloped ? encodeEnvelopes({ flags: 0, payload: message }) : message) as Uint8Array<ArrayBuffer>,
      });
      // Unary methods do not accept Connect envelopes.
      const expected = contentType.startsWith("application/connect+") ? "This method accepts" : "internal error";
      expect(await expectWellFormed(response)).toContain(expected);
    }
  });

  it("never puts parts of a message into headers", async () => {
    const injecting = createFetchHandler({
      services: [
        service(DemoService, {
          echo({ headers }, ctx) {
            for (const [name, value] of Object.entries(headers)) {
              ctx.responseHeaders.append(name, value);
            }
            return {};
          },
        }),
      ],
      onError: () => {},
    });
    for (const value of ["a\r\nset-cookie: b=c", "a\nb", "a\0b"]) {
      const response = await injecting("http://localhost/demo.v1.DemoService/Echo", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ headers: { demo: value } }),
      });
      expect(response.headers.has("set-cookie")).toBe(false);
      expect(response.status).not.toBe(200);
      await expectWellFormed(response);
    }
  });
});
