/** Every kind of call to the Python server, in every combination. */
import { createClient, decodeBinaryHeader, encodeBinaryHeader, findDetails, ResponseMetadata } from "farcall";
import { describe, expect, it } from "vitest";
import { DemoService, FailureReasonSchema } from "../../playground/gen/demo/v1/demo_pb.ts";
import { collect } from "../servers/collect.ts";
import { combinations } from "./combinations.ts";

describe.each(combinations)("%s", (_, { connect, secure }) => {
  const client = createClient(DemoService, connect());

  it("answers a unary call", async () => {
    expect((await client.say({ sentence: "héllo 👋" })).sentence).toBe("Python heard: héllo 👋");
  });

  it("answers an empty message with an empty message", async () => {
    expect((await client.large({})).payload.byteLength).toBe(0);
  });

  it("answers with a message of 1 MiB", async () => {
    const { payload } = await client.large({ sizeBytes: 1 << 20 });
    expect(payload.byteLength).toBe(1 << 20);
    expect(payload.every((byte, index) => byte === index % 251)).toBe(true);
  });

  it("streams messages, headers and trailers", async () => {
    const metadata = new ResponseMetadata();
    const sentences = (await collect(client.introduce({ name: "Ada" }, { metadata }))).map((it) => it.sentence);
    expect(sentences).toEqual(["Hello Ada, I am Python.", "Each is a message.", "Goodbye!"]);
    expect(metadata.headers.get("demo-sentences")).toBe("3");
    expect(metadata.trailers.get("demo-mood")).toBe("cheerful");
  });

  it("streams 1,000 messages in order", async () => {
    const ticks = await collect(client.tick({ count: 1_000n }));
    expect(ticks.map(({ index }) => index)).toEqual(Array.from({ length: 1_000 }, (_, index) => BigInt(index)));
  });

  it("leaves an endless stream without affecting the next call", async () => {
    for await (const { index } of client.tick({ perSecond: 1_000 })) {
      if (index === 3n) {
        break;
      }
    }
    expect((await client.say({ sentence: "still there?" })).sentence).toContain("still there?");
  });

  it("sends many messages and gets one, with trailers", async () => {
    const metadata = new ResponseMetadata();
    const requests = (async function* () {
      yield { sentence: "one two" };
      yield { sentence: "three" };
    })();
    expect(await client.summarize(requests, { metadata })).toMatchObject({ sentences: 2, words: 3 });
    expect(metadata.trailers.get("demo-longest")).toBe("2");
    expect(await client.summarize([])).toMatchObject({ sentences: 0, words: 0 });
  });

  it("sends many messages and gets many, half duplex", async () => {
    const answers = await collect(client.converse([{ sentence: "one" }, { sentence: "two" }]));
    expect(answers.map((it) => it.sentence)).toEqual(["Python heard: one", "Python heard: two"]);
    expect(await collect(client.converse([]))).toEqual([]);
  });

  it("fails with code, message, details and metadata", async () => {
    const error = await client.fail({ code: 9, message: "nö %\n👋", reasons: ["a", "b"] }).catch((e) => e);
    expect(error).toMatchObject({ name: "ConnectError", code: "failed_precondition", rawMessage: "nö %\n👋" });
    expect(findDetails(error, FailureReasonSchema)).toMatchObject([
      { reason: "a", index: 0 },
      { reason: "b", index: 1 },
    ]);
    expect(error.metadata.get("demo-failure")).toBe("failed_precondition");
  });

  it("fails with each of the 16 codes", async () => {
    const codes = Array.from({ length: 16 }, (_, index) => index + 1);
    const errors = await Promise.all(codes.map((code) => client.fail({ code }).catch((e) => e)));
    expect(errors.map(({ code, metadata }) => [code, metadata.get("demo-failure")])).toEqual(
      errors.map(({ code }) => [code, code]),
    );
    expect(new Set(errors.map(({ code }) => code)).size).toBe(16);
  });

  it("delivers the messages that come before an error, and its details", async () => {
    const received: number[] = [];
    const failure = { code: 15, message: "lost", reasons: ["because"] };
    const reading = (async () => {
      for await (const { index } of client.failLater({ after: 3, failure })) {
        received.push(index);
      }
    })();
    const error = await reading.catch((e) => e);
    expect(error).toMatchObject({ code: "data_loss", rawMessage: "lost" });
    expect(findDetails(error, FailureReasonSchema)).toMatchObject([{ reason: "because" }]);
    expect(received).toEqual([0, 1, 2]);
  });

  it("carries request headers, response headers and trailers, text and binary", async () => {
    const metadata = new ResponseMetadata();
    const bytes = Uint8Array.of(0, 1, 254, 255);
    const binary = encodeBinaryHeader(bytes);
    const { received } = await client.echo(
      { headers: { "x-back": "1", "x-back-bin": binary }, trailers: { "x-last": "2", "x-last-bin": binary } },
      { headers: { "x-there": "0", "x-there-bin": binary }, metadata },
    );
    expect(received).toMatchObject({ "x-there": "0", "x-there-bin": binary });
    expect(metadata.headers.get("x-back")).toBe("1");
    expect(metadata.trailers.get("x-last")).toBe("2");
    expect(decodeBinaryHeader(metadata.headers.get("x-back-bin") ?? "")).toEqual(bytes);
    expect(decodeBinaryHeader(metadata.trailers.get("x-last-bin") ?? "")).toEqual(bytes);
  });

  it("fails with deadline_exceeded when the response takes too long", async () => {
    await expect(client.wait({ durationMs: 30_000 }, { timeoutMs: 50 })).rejects.toMatchObject({
      code: "deadline_exceeded",
    });
  });

  it("fails with unimplemented for an unknown method", async () => {
    const elsewhere = connect({ fetch: (url, init) => fetch(url.replace(/Say$/, "Shout"), init) });
    await expect(createClient(DemoService, elsewhere).say({})).rejects.toMatchObject({ code: "unimplemented" });
  });

  it("uses the intended version of HTTP", async () => {
    const metadata = new ResponseMetadata();
    await client.say({}, { metadata });
    expect(metadata.headers.get("server")).toBe(secure ? "hypercorn-h2" : "hypercorn-h11");
  });
});
