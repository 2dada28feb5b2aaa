/** The demo service as the page presents it: a hint and an example for each method. */
import { createRegistry } from "@bufbuild/protobuf";
import { DemoService, file_demo_v1_demo } from "../gen/demo/v1/demo_pb.ts";
import { catalogOf, type MethodNote } from "./catalog.ts";

const notes: Readonly<Record<keyof typeof notesByLocalName, MethodNote>> = {
  Say: { hint: "Replies to a sentence.", example: { sentence: "Hello, Farcall!" } },
  Introduce: {
    hint: "The server introduces itself, one sentence after another.",
    example: { name: "Ada", intervalMs: 600 },
  },
  Summarize: {
    hint: "Listens until you have said everything, then sums it up.",
    example: [{ sentence: "It was a dark and stormy night." }, { sentence: "The sheep were restless." }],
  },
  Converse: {
    hint: "A conversation: a reply to each sentence, once you have sent them all.",
    example: [{ sentence: "I like wool" }, { sentence: "How are you?" }],
  },
  Fail: {
    hint: "Fails with any code (1 to 16), message and details.",
    example: { code: 5, message: "no such hat", reasons: ["never knitted", "sold out"] },
  },
  FailLater: {
    hint: "Sends some messages and then fails, as Fail does.",
    example: { after: 3, failure: { code: 14, message: "out of wool", reasons: ["the sheep are on strike"] } },
  },
  Tick: {
    hint: "Counts at any rate, up to any number or forever: 0 means no limit.",
    example: { perSecond: 20, count: "0" },
  },
  Follow: {
    hint: "An endless stream that is cut off now and then, and can be resumed after any message.",
    example: { after: "0", perSecond: 5, cutAfter: 25 },
  },
  Echo: {
    hint: "Returns the headers of the request, and sends headers and trailers of your choice.",
    example: { headers: { "demo-header": "sent before the answer" }, trailers: { "demo-trailer": "sent after it" } },
  },
  Large: { hint: "Returns a message of any size up to 64 MiB.", example: { sizeBytes: 1_048_576 } },
  Wait: { hint: "Responds after a while: try timeouts and cancellation.", example: { durationMs: 3000 } },
};

/** Only for the compiler: a method without a note, or a note without a method, is a type error. */
declare const notesByLocalName: {
  readonly [K in keyof typeof DemoService.method as (typeof DemoService.method)[K]["name"] extends string
    ? Capitalize<K>
    : never]: true;
};

export const demoCatalog = catalogOf(DemoService, createRegistry(file_demo_v1_demo), notes);
