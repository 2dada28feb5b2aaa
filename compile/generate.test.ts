import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { StructSchema, TimestampSchema } from "@bufbuild/protobuf/wkt";
import * as compiled from "farcall/compiled";
import { describe, expect, it } from "vitest";
import {
  DemoService,
  EchoRequestSchema,
  FailRequestSchema,
  file_demo_v1_demo,
  TickResponseSchema,
} from "../playground/gen/demo/v1/demo_pb.ts";
import { generateModule } from "./generate.ts";
import { compileFiles } from "./testing/compile-files.ts";

const files = compileFiles();

describe("a compiled message", () => {
  it.each([
    [FailRequestSchema, { code: 5, message: "naïve", reasons: ["a", "b"] }],
    [TickResponseSchema, { index: 2n ** 64n - 1n, elapsedMs: -0.5 }],
    [EchoRequestSchema, { headers: { a: "1", __proto__: null, b: "2" } }],
    [TimestampSchema, { seconds: -1n, nanos: 5 }],
    [StructSchema, { fields: { a: { kind: { case: "numberValue", value: 1 } } } }],
  ] as const)("of the type %s is the message of protobuf-es, with the same bytes", (schema, init) => {
    const type = files.type(schema);
    const message = compiled.create(type, init);
    expect(message).toStrictEqual(create(schema, init as object));
    const bytes = compiled.toBinary(type, message);
    expect(bytes).toEqual(toBinary(schema, message as never));
    expect(compiled.fromBinary(type, bytes)).toStrictEqual(fromBinary(schema, bytes));
  });

  it("names the field that cannot be encoded", () => {
    const type = files.type(FailRequestSchema);
    const message = compiled.create(type, { code: 1.5 });
    expect(() => compiled.toBinary(type, message)).toThrow(
      "cannot encode field demo.v1.FailRequest.code to binary: invalid uint32: 1.5",
    );
  });
});

describe("a compiled service", () => {
  it("has the methods of the generated one", () => {
    const service = files.module(file_demo_v1_demo).DemoService as compiled.CompiledService;
    const plain = DemoService.methods.map(({ name, localName, methodKind, idempotency, input, output }) => {
      return { name, localName, methodKind, idempotency, input: input.typeName, output: output.typeName };
    });
    const own = service.methods.map(({ name, localName, methodKind, idempotency, input, output }) => {
      return { name, localName, methodKind, idempotency, input: input.typeName, output: output.typeName };
    });
    expect(own).toEqual(plain);
    expect(service.method.say?.parent).toBe(service);
  });
});

describe("generateModule", () => {
  it("imports nothing but the runtime for a file that imports nothing", () => {
    const generated = generateModule(file_demo_v1_demo, { importPath: () => "" });
    const code = "code" in generated ? generated.code : "";
    expect(code.match(/^import .*/gm)).toEqual([expect.stringMatching(/from "farcall\/compiled";$/)]);
  });
});
