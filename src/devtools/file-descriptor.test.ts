import { createFileRegistry, type DescFile, fromBinary, toBinary } from "@bufbuild/protobuf";
import * as wkt from "@bufbuild/protobuf/wkt";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import { describe, expect, it } from "vitest";
import { file_demo_v1_demo } from "../../playground/gen/demo/v1/demo_pb.ts";
import { file_demo_v1_notes } from "../../playground/gen/demo/v1/notes_pb.ts";
import { file_hello_v1_hello } from "../../playground/gen/hello/v1/hello_pb.ts";
import { encodeFileDescriptor } from "./file-descriptor.ts";

/**
 * Every available file, in proto2, proto3 and editions: those of the playground, and all that come with protobuf-es.
 */
const files = [
  file_demo_v1_demo,
  file_demo_v1_notes,
  file_hello_v1_hello,
  ...Object.values(wkt).filter((value): value is DescFile => (value as Partial<DescFile>)?.kind === "file"),
];

/** What only code generators need. */
const forCompilers =
  /^(java|go|csharp|objc|cc|swift|php|ruby)[A-Z]|^(optimizeFor|editionDefaults|featureSupport|targets|retention|declaration|verification|enforceNamingStyle|defaultSymbolVisibility|visibility)$/;

function withoutCompilers(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutCompilers);
  }
  const isMessage = value !== null && typeof value === "object" && "$typeName" in value;
  return isMessage
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([name]) => !forCompilers.test(name))
          .map(([name, field]) => [name, withoutCompilers(field)]),
      )
    : value;
}

describe("encodeFileDescriptor", () => {
  it.each(files.map((file) => [file.name, file] as const))("encodes like protobuf-es: %s", (_, file) => {
    expect(files.length).toBeGreaterThan(10);
    const written = fromBinary(FileDescriptorProtoSchema, encodeFileDescriptor(file.proto));
    const whole = fromBinary(FileDescriptorProtoSchema, toBinary(FileDescriptorProtoSchema, file.proto));
    expect(withoutCompilers(written)).toEqual(withoutCompilers(whole));
  });

  it("keeps what is unknown here: custom options, and negative numbers", () => {
    const proto = fromBinary(FileDescriptorProtoSchema, toBinary(FileDescriptorProtoSchema, file_demo_v1_demo.proto));
    const [message] = proto.messageType;
    const options = wkt.FieldOptionsSchema;
    const unknown = { no: 50_000, wireType: 2, data: Uint8Array.of(3, 1, 2, 3) };
    const field = message?.field[0];
    if (message && field) {
      field.options = { ...fromBinary(options, new Uint8Array()), $unknown: [unknown] };
      message.enumType = [
        {
          $typeName: "google.protobuf.EnumDescriptorProto",
          name: "E",
          value: [{ $typeName: "google.protobuf.EnumValueDescriptorProto", name: "MINUS", number: -1 }],
          reservedRange: [],
          reservedName: [],
        },
      ] as never;
    }
    const written = fromBinary(FileDescriptorProtoSchema, encodeFileDescriptor(proto));
    expect(written.messageType[0]?.field[0]?.options?.$unknown).toEqual([unknown]);
    expect(written.messageType[0]?.enumType[0]?.value[0]?.number).toBe(-1);
    expect(createFileRegistry(written, () => undefined).getMessage("demo.v1.SayRequest")).toBeDefined();
  });
});
