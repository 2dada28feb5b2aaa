import { describe, expect, it, onTestFinished } from "vitest";
import { DemoService, type SummarizeRequest } from "../../playground/gen/demo/v1/demo_pb.ts";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { createInMemoryTransport } from "../server/in-memory-transport.ts";
import { service } from "../server/service.ts";
import { callOnce } from "./call-once.ts";

const { summarize, say } = DemoService.method;
const sentences = [{ sentence: "one" }, { sentence: "two" }];

/** A server that fails at first, and counts the requests it receives. */
function open() {
  const received: number[] = [];
  const transport = createInMemoryTransport({
    services: [
      service(DemoService, {
        say: ({ sentence }) => ({ sentence }),
        async summarize(requests: AsyncIterable<SummarizeRequest>) {
          let count = 0;
          for await (const _ of requests) {
            count++;
          }
          if (received.push(count) === 1) {
            throw new ConnectError(Code.Unavailable, "not yet");
          }
          return { sentences: count };
        },
      }),
    ],
  });
  onTestFinished(() => transport.close());
  return { transport, received };
}

describe("a second attempt to send many messages", () => {
  it("sends them all again if they can be read again", async () => {
    for (const again of [sentences, { [Symbol.iterator]: () => sentences.values() }, new Set(sentences)]) {
      const { transport, received } = open();
      const attempt = () => callOnce(transport, summarize, again, {});
      await expect(attempt()).rejects.toMatchObject({ code: Code.Unavailable });
      await expect(attempt()).resolves.toMatchObject({ sentences: 2 });
      expect(received).toEqual([2, 2]);
    }
  });

  it("is rejected, with the reason for the first failure, if they can be read only once", async () => {
    for (const make of [
      () => sentences.values(),
      async function* () {
        yield* sentences;
      },
      () =>
        new ReadableStream({
          start(controller) {
            sentences.forEach((sentence) => {
              controller.enqueue(sentence);
            });
            controller.close();
          },
        }) as unknown as AsyncIterable<{ sentence: string }>,
      () => streamOfAnother("getReader"),
      () => streamOfAnother("read"),
    ]) {
      const { transport, received } = open();
      const once = make();
      const attempt = () => callOnce(transport, summarize, once, {});
      await expect(attempt()).rejects.toMatchObject({ code: Code.Unavailable });
      await expect(attempt()).rejects.toMatchObject({
        code: Code.InvalidArgument,
        rawMessage: expect.stringContaining("read only once"),
        cause: { code: Code.Unavailable },
        method: "demo.v1.DemoService/Summarize",
      });
      expect(received).toEqual([2]);
    }
  });

  it("is made with the same message if there is only one", async () => {
    const { transport } = open();
    const request = { sentence: "a" };
    for (const _ of [1, 2]) {
      await expect(callOnce(transport, say, request, {})).resolves.toMatchObject({ sentence: "a" });
    }
  });
});

/** A stream from another realm, a polyfill or Node: it is known only by what it can do. */
function streamOfAnother(method: "getReader" | "read"): AsyncIterable<{ sentence: string }> {
  const left = [...sentences];
  return Object.assign(
    {
      async *[Symbol.asyncIterator]() {
        yield* left.splice(0);
      },
    },
    { [method]: () => {} },
  );
}
