/** Messages are decoded with or without a schema, complete or truncated. */
import { create, type DescMessage, toBinary } from "@bufbuild/protobuf";
import {
  AnySchema,
  anyPack,
  DurationSchema,
  FieldMaskSchema,
  FileDescriptorProtoSchema,
  StructSchema,
  TimestampSchema,
} from "@bufbuild/protobuf/wkt";
import fc from "fast-check";
import { expect, test } from "vitest";
import { schemaOf } from "../../../e2e/devtools/fake-page.ts";
import {
  EchoRequestSchema,
  FailRequestSchema,
  FailureReasonSchema,
  LargeResponseSchema,
  SayRequestSchema,
  TickResponseSchema,
} from "../../../playground/gen/demo/v1/demo_pb.ts";
import { buildSchema } from "./build-schema.ts";
import { frameTree } from "./frame-tree.ts";
import { messageRoots } from "./message-tree.ts";
import { readBase64 } from "./read-base64.ts";
import { type TreeNode, treeRows } from "./tree.ts";
import { treeText } from "./tree-text.ts";

const row = { service: "demo.v1.DemoService", method: "Fail", kind: "unary" } as Parameters<typeof buildSchema>[1];

function built(input: DescMessage, output: DescMessage) {
  const { files, ...names } = schemaOf(input, output);
  return buildSchema({ ...names, files: files.map((file) => readBase64(file) ?? new Uint8Array(0)) }, row);
}

function lines(
  bytes: Uint8Array,
  desc: DescMessage | undefined,
  registry = built(FailRequestSchema, SayRequestSchema).registry,
): string[] {
  return treeRows(messageRoots(bytes, desc, registry), () => true).map(
    ({ node, depth }) => `${" ".repeat(depth)}${node.name}${node.name && ": "}${node.value}`,
  );
}

test("fields are named and decoded by the page's descriptors", () => {
  const bytes = toBinary(
    FailRequestSchema,
    create(FailRequestSchema, { code: 9, message: "no wool", reasons: ["moths", "winter"] }),
  );
  expect(lines(bytes, built(FailRequestSchema, SayRequestSchema).input)).toEqual([
    "code: 9",
    'message: "no wool"',
    "reasons: 2 elements",
    ' 0: "moths"',
    ' 1: "winter"',
  ]);
});

test("64-bit integers, doubles, maps and bytes are shown without loss", () => {
  const tick = create(TickResponseSchema, { index: 9007199254740993n, elapsedMs: 0.1 });
  expect(lines(toBinary(TickResponseSchema, tick), TickResponseSchema)).toEqual([
    "index: 9007199254740993",
    "elapsedMs: 0.1",
  ]);
  const echo = create(EchoRequestSchema, { headers: { hasOwnProperty: "x", a: "" } });
  expect(lines(toBinary(EchoRequestSchema, echo), EchoRequestSchema)).toEqual([
    "headers: 2 entries",
    ' hasOwnProperty: "x"',
    ' a: ""',
  ]);
  const large = create(LargeResponseSchema, { payload: new Uint8Array([0, 255, 16]) });
  expect(lines(toBinary(LargeResponseSchema, large), LargeResponseSchema)).toEqual(["payload: 00 ff 10"]);
});

test("well-known types are shown as text, and an Any is decoded with or without the page's descriptors", () => {
  expect(
    lines(
      toBinary(TimestampSchema, create(TimestampSchema, { seconds: 1_700_000_000n, nanos: 5_000_000 })),
      TimestampSchema,
    ),
  ).toEqual([": 2023-11-14T22:13:20.005Z".slice(2)]);
  expect(
    lines(toBinary(DurationSchema, create(DurationSchema, { seconds: -1n, nanos: -500_000_000 })), DurationSchema),
  ).toEqual(["-1.5s"]);
  expect(lines(toBinary(FieldMaskSchema, create(FieldMaskSchema, { paths: ["a", "b.c"] })), FieldMaskSchema)).toEqual([
    '"a,b.c"',
  ]);
  const reason = create(FailureReasonSchema, { reason: "moths", index: 2 });
  const packed = toBinary(AnySchema, anyPack(FailureReasonSchema, reason));
  expect(lines(packed, AnySchema)).toEqual([
    "demo.v1.FailureReason",
    ' @type: "type.googleapis.com/demo.v1.FailureReason"',
    ' reason: "moths"',
    " index: 2",
  ]);
  const unknown = toBinary(
    AnySchema,
    create(AnySchema, {
      typeUrl: "x/other.Type",
      value: toBinary(SayRequestSchema, create(SayRequestSchema, { sentence: "hi" })),
    }),
  );
  expect(lines(unknown, AnySchema)).toEqual([
    "other.Type",
    ' typeUrl: "x/other.Type"',
    " value: 0a 02 68 69 (4 B)",
    '  1: "hi"',
  ]);
});

test("without a schema the fields are shown by number", () => {
  const bytes = toBinary(FailRequestSchema, create(FailRequestSchema, { code: 9, message: "no wool" }));
  expect(lines(bytes, undefined)).toEqual(["1: 9", '2: "no wool"']);
});

test("an unknown field, and one of another type, are shown with the others", () => {
  const bytes = new Uint8Array([10, 2, 104, 105, 0x9a, 6, 1, 7, 8, 5]);
  expect(lines(bytes, SayRequestSchema)).toEqual(['sentence: "hi"', "sentence: 05", "99: 07 (1 B)"]);
});

test("truncated bytes show what came before, and where they stop", () => {
  const bytes = toBinary(FailRequestSchema, create(FailRequestSchema, { code: 9, message: "no wool" }));
  expect(lines(bytes.subarray(0, bytes.byteLength - 3), FailRequestSchema)).toEqual([
    "code: 9",
    "No valid fields from byte 2: 12 07 6e 6f 20 77 (6 B)",
  ]);
});

test("any bytes are shown as something, and each node lies within them", () => {
  const check = (nodes: readonly TreeNode[], size: number) => {
    expect(nodes.length).toBeGreaterThan(0);
    for (const { node } of treeRows(nodes, (_, depth) => depth < 20).slice(0, 500)) {
      const [from, to] = node.range ?? [0, 0];
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeLessThanOrEqual(size);
      expect(from).toBeLessThanOrEqual(to);
    }
  };
  const kinds = fc.constantFrom("message", "end", "trailers", "rest", "cut");
  const descs = fc.constantFrom(
    undefined,
    FailRequestSchema,
    AnySchema,
    StructSchema,
    TimestampSchema,
    FileDescriptorProtoSchema,
    FieldMaskSchema,
  );
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 60 }),
      kinds,
      fc.constantFrom(undefined, "proto", "json", "odd"),
      descs,
      (bytes, kind, codec, desc) => {
        check(frameTree(bytes, { kind: kind as "message", codec, desc, registry: undefined }), bytes.byteLength);
      },
    ),
    { numRuns: 1000 },
  );
});

test("the tree contains everything in the message", () => {
  const scalar = fc.record({
    code: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
    message: fc.string(),
    reasons: fc.array(fc.string(), { maxLength: 5 }),
  });
  fc.assert(
    fc.property(scalar, (init) => {
      const text = treeText(
        messageRoots(toBinary(FailRequestSchema, create(FailRequestSchema, init)), FailRequestSchema, undefined),
      );
      for (const part of [init.message, ...init.reasons]) {
        expect(text).toContain(part === "" ? "" : JSON.stringify(part));
      }
      expect(text).toContain(init.code === 0 ? "" : `code: ${init.code}`);
    }),
  );
});

test("invalid descriptors leave the message readable", () => {
  const schema = buildSchema({ input: "a.B", output: "a.C", files: [new Uint8Array([255, 255])] }, row);
  expect(schema.registry).toBeUndefined();
  expect(schema.problem).toBeTruthy();
});

test("a list of a million numbers is opened in parts", () => {
  const bytes = new Uint8Array(1_000_000).fill(1);
  const packed = new Uint8Array([10, 0xc0, 0x84, 0x3d, ...bytes.subarray(0, 0)]);
  const whole = new Uint8Array(packed.byteLength + bytes.byteLength);
  whole.set(packed);
  whole.set(bytes, packed.byteLength);
  // SourceCodeInfo.Location.path is a packed list of int32.
  const desc = FileDescriptorProtoSchema.fields.find(({ name }) => name === "source_code_info")?.message
    ?.nestedMessages[0];
  const [path] = messageRoots(whole, desc, undefined);
  expect(path?.value).toBe("1,000,000 elements");
  expect(path?.children?.().length).toBeLessThanOrEqual(1000);
});
