/** That the two ends really compress, and understand what the other one compressed. */
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
    expect(answer.sentence === `Python heard: ${sentence}`).toBe(true); // a diff of these would take minutes
  });

  it("brings all of them there and back in one stream", async () => {
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
    // What a unary Connect answer may use is said by the browser and by Node: the server takes the first, gzip. What
    // it uses in gRPC-Web is said by us.
    expect(seen.response.get(header)).toBe(protocol === "Connect" ? "gzip" : (encoding ?? "identity"));
  });
});

/** Makes one call and tells what went over the line: all of it, for nothing but the browser's own decoding is undone. */
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
