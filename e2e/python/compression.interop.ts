/** Checks that both ends really compress, and can decompress each other's messages. */
import { createClient, type FetchLike } from "farcall";
import { describe, expect, it } from "vitest";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";
import { collect } from "../servers/collect.ts";
import { combinations } from "./combinations.ts";
import { texts } from "./texts.ts";

describe.each(combinations)("%s", (_, { protocol, encoding, connect }) => {
  const client = createClient(DemoService, connect());
  const repeated = texts["one letter, 300,000 times"];

  it.each(Object.entries(texts))("brings %s there and back", async (_, sentence) => {
    const answer = await client.say({ sentence });
    expect(answer.sentence === `Python heard: ${sentence}`).toBe(true); // a diff of these texts would take minutes
  });

  it("sends all of them back and forth in one stream", async () => {
    const sentences = Object.values(texts);
    const answers = await collect(client.converse(sentences.map((sentence) => ({ sentence }))));
    expect(answers).toHaveLength(sentences.length);
    expect(answers.every(({ sentence }, index) => sentence === `Python heard: ${sentences[index]}`)).toBe(true);
  });

  it(`${encoding ? "compresses" : "does not compress"} a stream, both ways`, async () => {
    const seen = await watch((fetch) => {
      const { converse } = createClient(DemoService, connect({ fetch }));
      return collect(converse([{ sentence: repeated }]));
    });
    const header = protocol === "Connect" ? "connect-content-encoding" : "grpc-encoding";
    expect(seen.request.get(header)).toBe(encoding ?? null);
    expect(seen.response.get(header)).toBe(encoding ?? "identity");
    expect(seen.sent[0]).toBe(encoding ? 1 : 0);
    expect(seen.received[0]).toBe(encoding ? 1 : 0);
    expect(seen.sent.byteLength < 3_000).toBe(encoding !== undefined);
    expect(seen.received.byteLength < 3_000).toBe(encoding !== undefined);
  });

  it(`${encoding ? "compresses" : "does not compress"} a unary request`, async () => {
    const seen = await watch((fetch) => createClient(DemoService, connect({ fetch })).say({ sentence: repeated }));
    const header = protocol === "Connect" ? "content-encoding" : "grpc-encoding";
    expect(seen.request.get(header)).toBe(encoding ?? null);
    expect(seen.sent.byteLength < 3_000).toBe(encoding !== undefined);
    // For unary Connect responses, the browser or Node sends the accepted compressions, and the server uses the first,
    // gzip. For gRPC-Web, we send them.
    expect(seen.response.get(header)).toBe(protocol === "Connect" ? "gzip" : (encoding ?? "identity"));
  });
});

/** Makes one call and returns everything that went over the wire, apart from the browser's own decoding. */
async function watch(call: (fetch: FetchLike) => Promise<unknown>) {
  const exchanges: Promise<{ request: Headers; sent: Uint8Array; response: Headers; received: Uint8Array }>[] = [];
  await call(async (url, init) => {
    const sent = new Uint8Array(await new Response(init.body).arrayBuffer());
    const response = await fetch(url, { ...init, body: sent });
    const copy = response.clone();
    const received = copy.arrayBuffer().then((bytes) => new Uint8Array(bytes));
    const request = new Headers(init.headers);
    exchanges.push(received.then((received) => ({ request, sent, response: copy.headers, received })));
    return response;
  });
  const [only, ...others] = await Promise.all(exchanges);
  if (!only || others.length > 0) {
    throw new Error(`${exchanges.length} requests were made instead of one`);
  }
  return only;
}
