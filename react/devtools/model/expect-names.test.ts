import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema, file_google_protobuf_descriptor } from "@bufbuild/protobuf/wkt";
import fc from "fast-check";
import { expect, it } from "vitest";
import { file_demo_v1_demo } from "../../../playground/gen/demo/v1/demo_pb.ts";
import { expectNames } from "./expect-names.ts";

type File = MessageInitShape<typeof FileDescriptorProtoSchema>;

/** Creates files in which one element has this name. */
const places: Record<string, (name: string) => File> = {
  "a file": (name) => ({ name }),
  "a package": (name) => ({ name: "a.proto", package: name }),
  "a message": (name) => ({ name: "a.proto", messageType: [{ name }] }),
  "a message within": (name) => ({ name: "a.proto", messageType: [{ name: "A", nestedType: [{ name }] }] }),
  "a field": (name) => ({ name: "a.proto", messageType: [{ name: "A", field: [{ name }] }] }),
  "a oneof": (name) => ({ name: "a.proto", messageType: [{ name: "A", oneofDecl: [{ name }] }] }),
  "an enum": (name) => ({ name: "a.proto", enumType: [{ name }] }),
  "an enum within": (name) => ({ name: "a.proto", messageType: [{ name: "A", enumType: [{ name }] }] }),
  "a value": (name) => ({ name: "a.proto", enumType: [{ name: "E", value: [{ name, number: 0 }] }] }),
  "a service": (name) => ({ name: "a.proto", service: [{ name }] }),
  "a method": (name) => ({ name: "a.proto", service: [{ name: "S", method: [{ name }] }] }),
  "an extension": (name) => ({ name: "a.proto", extension: [{ name }] }),
};

const breaksOut = fc.constantFrom(
  '"',
  "'",
  "`",
  "\\",
  "\n",
  "\r",
  "*/",
  "/*",
  "//",
  ";",
  "(",
  ")",
  "{",
  "$",
  " ",
  "\u2028",
);

it.each(Object.entries(places))("rejects %s whose name would run as code where it is pasted", (_, make) => {
  fc.assert(
    fc.property(fc.string(), breaksOut, fc.string(), (before, mark, after) => {
      fc.pre(mark !== "//" || before + after !== "");
      const name = before + mark + after;
      fc.pre(!/^[\w@+. /-]*$/.test(name));
      expect(() => expectNames([create(FileDescriptorProtoSchema, make(name))])).toThrow(
        "which is not allowed in a .proto file",
      );
    }),
  );
});

it("accepts the names in real files", () => {
  expect(() => expectNames([file_demo_v1_demo.proto, file_google_protobuf_descriptor.proto])).not.toThrow();
});
