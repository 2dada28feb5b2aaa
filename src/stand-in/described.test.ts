/** Compiled types have whatever the descriptors of protobuf-es have. */
import type { DescFile } from "@bufbuild/protobuf";
import { nestedTypes } from "@bufbuild/protobuf/reflect";
import { file_google_protobuf_cpp_features } from "@bufbuild/protobuf/wkt";
import { describe, expect, it } from "vitest";
import { exportNames } from "../../compile/export-names.ts";
import { compileFiles } from "../../compile/testing/compile-files.ts";
import { file_demo_v1_demo, SayRequestSchema } from "../../playground/gen/demo/v1/demo_pb.ts";
import { descOf } from "./desc-of.ts";

type Properties = Record<string, unknown>;

/** What a value is, as far as two descriptors of the same file can be compared. */
function gist(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(gist);
  }
  return typeof value === "function" || value === undefined || Object(value) !== value ? typeof value : String(value);
}

const compiled = compileFiles();

/** Each type of a file, and the methods of its services: real and compiled. */
function pairs(file: DescFile): [name: string, real: Properties, type: Properties][] {
  const { descriptors } = exportNames(file);
  return [...nestedTypes(file)].flatMap((real) => {
    const type = compiled.module(file)[descriptors.get(real) ?? ""] as Properties;
    const methods = real.kind === "service" ? real.methods : [];
    return [
      [String(real), real as object as Properties, type],
      ...methods.map((method): [string, Properties, Properties] => [
        String(method),
        method as object as Properties,
        (type.method as Record<string, Properties>)[method.localName] as Properties,
      ]),
    ];
  });
}

describe.each([file_demo_v1_demo, file_google_protobuf_cpp_features])("the types of $name", (file) => {
  it.each(pairs(file))("%s has every property of its descriptor", (_, real, type) => {
    for (const name of Object.keys(real).filter((key) => key !== "toString")) {
      const isOwn = Object.hasOwn(type, name);
      expect([name, gist(isOwn ? descOf(type)[name] : type[name])]).toEqual([name, gist(real[name])]);
    }
  });
});

it("a property can be read again and again, and leads to the same descriptors", () => {
  const type = compiled.type(SayRequestSchema) as object as typeof SayRequestSchema;
  expect(type.fields[0]).toBe(type.fields[0]);
  expect(type.file.messages).toContain(descOf(type));
});
