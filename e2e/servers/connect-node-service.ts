/** The part of the demo service that tests interoperability, implemented for connect-node. */
import { Code, ConnectError, type ConnectRouter } from "@connectrpc/connect";
import { DemoService, FailureReasonSchema } from "../../playground/gen/demo/v1/demo_pb.ts";

/** The number of messages received of each upload, by the "test-call" header of the call. */
const heard = new Map<string | null, number>();

export function demoRoutes(router: ConnectRouter): void {
  router.service(DemoService, {
    say: ({ sentence }) => ({ sentence: `connect-node heard: ${sentence}` }),
    async *introduce({ name }, ctx) {
      ctx.responseHeader.set("demo-sentences", "2");
      ctx.responseTrailer.set("demo-mood", "cheerful");
      yield { sentence: `Hello ${name}` };
      yield { sentence: "Goodbye" };
    },
    async summarize(requests, ctx) {
      let sentences = 0;
      let words = 0;
      let first = 0;
      for await (const { sentence } of requests) {
        first ||= performance.now();
        sentences++;
        heard.set(ctx.requestHeader.get("test-call"), sentences);
        words += sentence.split(/\s+/).filter(Boolean).length;
      }
      return { sentences, words, durationMs: first && performance.now() - first };
    },
    async *converse(requests) {
      for await (const { sentence } of requests) {
        yield { sentence: `connect-node heard: ${sentence}` };
      }
    },
    fail({ code, message, reasons }) {
      throw new ConnectError(
        message,
        code as Code,
        { "demo-failure": "yes" },
        reasons.map((reason, index) => ({ desc: FailureReasonSchema, value: { reason, index } })),
      );
    },
    async *failLater({ failure, after }) {
      for (let index = 0; index < after; index++) {
        yield { index };
      }
      throw new ConnectError(failure?.message ?? "", (failure?.code ?? Code.Unknown) as Code);
    },
    async *tick({ count }) {
      for (let index = 0n; index < count; index++) {
        yield { index };
      }
    },
    echo({ headers, trailers }, ctx) {
      for (const [name, value] of Object.entries(headers)) {
        ctx.responseHeader.append(name, value);
      }
      for (const [name, value] of Object.entries(trailers)) {
        ctx.responseTrailer.append(name, value);
      }
      const soFar = heard.get(ctx.requestHeader.get("test-call")) ?? 0;
      return { received: { ...Object.fromEntries(ctx.requestHeader), heard: String(soFar) } };
    },
    large: ({ sizeBytes }) => ({ payload: Uint8Array.from({ length: sizeBytes }, (_, index) => index % 251) }),
  });
}
