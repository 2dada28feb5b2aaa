/** A page whose calls always look the same, for the pictures in the documentation. */
import type { DescMessage } from "@bufbuild/protobuf";
import { base64Encode } from "@bufbuild/protobuf/wire";
import type { Row } from "farcall/devtools";
import {
  FailRequestSchema,
  FailResponseSchema,
  FailureReasonSchema,
  SayRequestSchema,
  SayResponseSchema,
  TickRequestSchema,
  TickResponseSchema,
} from "../../playground/gen/demo/v1/demo_pb.ts";
import {
  AddNoteRequestSchema,
  AddNoteResponseSchema,
  ListNotesRequestSchema,
  ListNotesResponseSchema,
} from "../../playground/gen/demo/v1/notes_pb.ts";
import { encoded, FakePage, schemaOf } from "./fake-page.ts";

const notes = [
  { id: 41n, text: "Oil the loom", color: new Uint8Array([214, 120, 62]) },
  { id: 40n, text: "Order indigo, two kilos", color: new Uint8Array([43, 74, 155]) },
  { id: 37n, text: "Ask Ada about the spindle", color: new Uint8Array([82, 150, 96]) },
];

interface Picture extends Partial<Row> {
  ms: number;
  bytes?: number;
  messages?: number;
}

export function picturePage(): FakePage {
  const page = new FakePage();
  let start = 120;
  const add = (row: Picture, input: [DescMessage, object], output: [DescMessage, object[]]) => {
    const { ms, ...rest } = row;
    const end = start + ms;
    const attempt = {
      at: start + ms * 0.05,
      headersAt: start + ms * 0.6,
      firstAt: start + ms * 0.65,
      lastAt: end,
      end,
      status: 200,
    };
    const id = page.add({
      row: { service: "demo.v1.NotesService", url: "https://api.example.com/", start, end, ...rest },
      request: [encoded(input[0] as never, input[1] as never)],
      response: output[1].map((message) => encoded(output[0] as never, message as never)),
      schema: schemaOf(input[0], output[0]),
    });
    const call = page.calls.get(id);
    Object.assign(call?.row.attempts[0] ?? {}, attempt);
    start += ms * 0.6 + 14;
    return call;
  };
  const list = (pageToken = "") =>
    [ListNotesRequestSchema, { notebook: "weaving", pageSize: 3, pageToken }] as [DescMessage, object];
  const listed = [ListNotesResponseSchema, [{ notes, nextPageToken: "37", total: 12 }]] as [DescMessage, object[]];
  const say = (sentence: string) => [SayRequestSchema, { sentence }] as [DescMessage, object];
  const said = (sentence: string) => [SayResponseSchema, [{ sentence }]] as [DescMessage, object[]];
  const query = { kind: "query" as const, key: '["demo.v1.NotesService","ListNotes",{"notebook":"weaving"}]' };

  add({ method: "ListNotes", ms: 46, origin: query }, list(), listed);
  add({ method: "ListNotes", ms: 31, origin: query }, list("37"), listed);
  add({ method: "Say", service: "demo.v1.DemoService", ms: 12 }, say("good morning"), said("You said: good morning"));
  add(
    { method: "AddNote", ms: 84 },
    [AddNoteRequestSchema, { notebook: "weaving", text: "Oil the loom" }],
    [AddNoteResponseSchema, [{ note: notes[0] }]],
  );
  add({ method: "ListNotes", ms: 28, origin: query }, list(), listed);
  const failed = add(
    {
      method: "Fail",
      service: "demo.v1.DemoService",
      ms: 37,
      code: "failed_precondition",
      why: "server",
      message: "The loom has no warp: thread it before you weave.",
    },
    [
      FailRequestSchema,
      { code: 9, message: "The loom has no warp: thread it before you weave.", reasons: ["warp", "shuttle"] },
    ],
    [FailResponseSchema, []],
  );
  Object.assign(failed?.details ?? {}, {
    error: {
      code: "failed_precondition",
      message: "The loom has no warp: thread it before you weave.",
      details: ["warp", "shuttle"].map((reason, index) => ({
        type: "demo.v1.FailureReason",
        value: base64Encode(encoded(FailureReasonSchema, { reason, index })),
      })),
      metadata: [
        ["content-type", "application/json"],
        ["demo-failure", "failed_precondition"],
      ],
      causes: [],
    },
    responseTrailers: [["demo-failure", "failed_precondition"]],
  });
  const waited = add(
    {
      method: "Wait",
      service: "demo.v1.DemoService",
      ms: 150,
      timeoutMs: 150,
      code: "deadline_exceeded",
      why: "deadline",
      message: "timed out after 150 ms",
    },
    say(""),
    said(""),
  );
  Object.assign(waited?.row.attempts[0] ?? {}, { headersAt: undefined, firstAt: undefined, received: 0 });
  const retried = add({ method: "ListNotes", ms: 118, origin: query }, list(), listed);
  retried?.row.attempts.unshift({
    ...(retried.row.attempts[0] as Row["attempts"][number]),
    headersAt: (retried.row.start ?? 0) + 20,
    firstAt: (retried.row.start ?? 0) + 21,
    end: (retried.row.start ?? 0) + 24,
    status: 503,
  });
  Object.assign(retried?.row.attempts[1] ?? {}, { at: (retried?.row.start ?? 0) + 58 });
  add(
    { method: "Say", service: "demo.v1.DemoService", ms: 9, resentFrom: "3" },
    say("good evening"),
    said("You said: good evening"),
  );
  const offline = add(
    {
      method: "AddNote",
      ms: 4,
      code: "unavailable",
      why: "network",
      message: "no response from https://api.example.com",
    },
    [AddNoteRequestSchema, { notebook: "weaving", text: "Call the mill" }],
    [AddNoteResponseSchema, []],
  );
  Object.assign(offline?.row.attempts[0] ?? {}, {
    status: undefined,
    headersAt: undefined,
    firstAt: undefined,
    failure: "TypeError: Failed to fetch",
  });
  add({ method: "ListNotes", ms: 33, origin: query }, list(), listed);
  const ticks = Array.from({ length: 240 }, (_, index) => ({ index: BigInt(index), elapsedMs: index * 25 }));
  add(
    { method: "Tick", service: "demo.v1.DemoService", kind: "server_streaming", ms: 320 },
    [TickRequestSchema, { perSecond: 40, count: 240n }],
    [TickResponseSchema, ticks],
  );
  const open = add(
    { method: "Follow", service: "demo.v1.DemoService", kind: "server_streaming", ms: 260 },
    [TickRequestSchema, { perSecond: 10 }],
    [TickResponseSchema, ticks.slice(0, 26)],
  );
  Object.assign(open?.row ?? {}, { end: undefined });
  Object.assign(open?.row.attempts[0] ?? {}, { end: undefined });
  return page;
}
