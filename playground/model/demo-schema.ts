/** The demo services as the page presents them: a hint and an example for each method. */
import { createRegistry, type DescMethod } from "@bufbuild/protobuf";
import { DemoService, file_demo_v1_demo } from "../gen/demo/v1/demo_pb.ts";
import { file_demo_v1_notes, NotesService } from "../gen/demo/v1/notes_pb.ts";
import { catalogOf, type MethodNote } from "./catalog.ts";
import type { Schema } from "./schema.ts";

/** By the names in the .proto file: a method without a note, or a note without a method, is a type error. */
type NotesOf<T extends { method: Record<string, DescMethod> }> = Readonly<
  Record<Capitalize<keyof T["method"] & string>, MethodNote>
>;

const demoNotes: NotesOf<typeof DemoService> = {
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

const notebookNotes: NotesOf<typeof NotesService> = {
  ListNotes: {
    hint: "Lists the notes of a notebook, page by page. The notebook archive has a thousand.",
    example: { notebook: "archive", pageSize: 5 },
  },
  AddNote: {
    hint: "Adds a note to a notebook, and refuses a note that asks for it.",
    example: { notebook: "mine", text: "Buy more wool" },
  },
};

const registry = createRegistry(file_demo_v1_demo, file_demo_v1_notes);

export const demoSchema: Schema = {
  name: "Demo services",
  services: [catalogOf(DemoService, registry, demoNotes), catalogOf(NotesService, registry, notebookNotes)],
  registry,
  problems: [],
};
