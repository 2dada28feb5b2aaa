import {
  createClient,
  createConnectTransport,
  createGrpcWebTransport,
  findDetails,
  gzip,
  protoBinary,
  protoJson,
  ResponseMetadata,
} from "farcall";
import { describe, expect, inject, it } from "vitest";
import { DemoService, FailureReasonSchema } from "../playground/gen/demo/v1/demo_pb.ts";

const { demo, connectNodeHttp1, connectNodeHttp2 } = inject("addresses");
const inBrowser = "document" in globalThis;

// By default, Node's fetch neither trusts our certificate nor uses HTTP/2.
const servers = {
  "Farcall's own server": demo,
  "connect-node over HTTP/1.1": connectNodeHttp1,
  ...(inBrowser && { "connect-node over HTTP/2 with TLS": connectNodeHttp2 }),
};
const protocols = { Connect: createConnectTransport, "gRPC-Web": createGrpcWebTransport };
const codecs = { binary: protoBinary(), JSON: protoJson() };
const compressions = {
  gzip: { acceptCompression: [gzip()], sendCompression: gzip(), compressMinBytes: 0 },
  "no compression": { acceptCompression: [], sendCompression: null },
};

for (const [server, baseUrl] of Object.entries(servers)) {
  for (const [protocol, createTransport] of Object.entries(protocols)) {
    for (const [codecName, codec] of Object.entries(codecs)) {
      for (const [compression, options] of Object.entries(compressions)) {
        describe(`${server}, ${protocol}, ${codecName}, ${compression}`, () => {
          const client = createClient(DemoService, createTransport({ baseUrl, codec, ...options }));

          it("answers a unary call", async () => {
            const { sentence } = await client.say({ sentence: "héllo 👋" });
            expect(sentence).toMatch(/: héllo 👋$/);
          });

          it("answers with a message of 1 MiB", async () => {
            const { payload } = await client.large({ sizeBytes: 1 << 20 });
            expect(payload.byteLength).toBe(1 << 20);
            expect(payload.findIndex((byte, index) => byte !== index % 251)).toBe(-1);
          });

          it("streams messages, headers and trailers", async () => {
            const metadata = new ResponseMetadata();
            const sentences: string[] = [];
            for await (const { sentence } of client.introduce({ name: "Ada" }, { metadata })) {
              sentences.push(sentence);
            }
            expect(sentences[0]).toContain("Hello Ada");
            expect(sentences.at(-1)).toContain("Goodbye");
            expect(metadata.headers.get("demo-sentences")).toBe(String(sentences.length));
            expect(metadata.trailers.get("demo-mood")).toBe("cheerful");
          });

          it("streams 5,000 messages in order", async () => {
            let expected = 0n;
            for await (const batch of client.tick({ count: 5_000n }).batches()) {
              for (const { index } of batch) {
                expect(index).toBe(expected++);
              }
            }
            expect(expected).toBe(5_000n);
          });

          it("sends many messages and gets one", async () => {
            const requests = (async function* () {
              yield { sentence: "one two" };
              yield { sentence: "three" };
            })();
            expect(await client.summarize(requests)).toMatchObject({ sentences: 2, words: 3 });
            expect(await client.summarize([])).toMatchObject({ sentences: 0, words: 0 });
          });

          it("sends many messages and gets many, half duplex", async () => {
            const answers: string[] = [];
            const conversing = (async () => {
              for await (const { sentence } of client.converse([{ sentence: "one" }, { sentence: "two" }])) {
                answers.push(sentence);
              }
            })();
            if (baseUrl === connectNodeHttp1) {
              // connect-node refuses bidirectional streams over HTTP/1.1, even half-duplex ones.
              await expect(conversing).rejects.toThrow("HTTP 505");
            } else {
              await conversing;
              expect(answers).toEqual([expect.stringContaining("one"), expect.stringContaining("two")]);
            }
          });

          it("fails with code, message, details and metadata", async () => {
            const error = await client.fail({ code: 9, message: "nö %\n👋", reasons: ["a", "b"] }).catch((e) => e);
            expect(error).toMatchObject({
              name: "ConnectError",
              code: "failed_precondition",
              rawMessage: "nö %\n👋",
              method: "demo.v1.DemoService/Fail",
            });
            expect(findDetails(error, FailureReasonSchema)).toMatchObject([
              { reason: "a", index: 0 },
              { reason: "b", index: 1 },
            ]);
            expect(error.metadata.get("demo-failure")).toBeTruthy();
          });

          it("delivers the messages that come before an error", async () => {
            const received: number[] = [];
            const reading = (async () => {
              const failure = { code: 15, message: "lost" };
              for await (const { index } of client.failLater({ after: 3, failure })) {
                received.push(index);
              }
            })();
            await expect(reading).rejects.toMatchObject({ code: "data_loss", rawMessage: "lost" });
            expect(received).toEqual([0, 1, 2]);
          });

          it("carries request headers, response headers and trailers", async () => {
            const metadata = new ResponseMetadata();
            const request = { headers: { "x-back": "1" }, trailers: { "x-last": "2" } };
            const { received } = await client.echo(request, { headers: { "x-there": "0" }, metadata });
            expect(received["x-there"]).toBe("0");
            expect(metadata.headers.get("x-back")).toBe("1");
            expect(metadata.trailers.get("x-last")).toBe("2");
            expect(metadata.headers.has("trailer-x-last")).toBe(false);
          });
        });
      }
    }
  }
}
