import * as protobuf from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import * as compiled from "../../src/stand-in/compiled.ts";
import * as standIn from "../../src/stand-in/protobuf.ts";
import * as reflect from "../../src/stand-in/reflect.ts";
import * as text from "../../src/stand-in/txtpb.ts";
import * as wkt from "../../src/stand-in/wkt-reflective.ts";
import { reflectiveExports, reflectiveImports, whoReflects } from "./reflection.ts";

const light = ["create", "fromBinary", "isMessage", "mergeFromBinary", "toBinary"];

test.each([
  ["@bufbuild/protobuf", standIn],
  ["@bufbuild/protobuf/txtpb", text],
  ["@bufbuild/protobuf/wkt", wkt],
])("all functions of %s that read descriptors are known", (specifier, module: object) => {
  const known = reflectiveExports.get(specifier);
  const wrapped = Object.entries(module).flatMap(([name, value]) =>
    value !== (protobuf as Record<string, unknown>)[name] && !light.includes(name) ? name : [],
  );
  expect([...(known ?? [])].sort()).toEqual(wrapped.sort());
});

test("names that are known are exported", () => {
  expect(Object.keys(reflect)).toEqual(
    expect.arrayContaining([...(reflectiveExports.get("@bufbuild/protobuf/reflect") ?? [])]),
  );
  expect(Object.keys(compiled)).toEqual(expect.arrayContaining([...(reflectiveExports.get("farcall/compiled") ?? [])]));
});

test.each([
  [`import { create, toJson } from "@bufbuild/protobuf";`, ["toJson"]],
  [`import { toJson as json,\n  equals } from '@bufbuild/protobuf';`, ["toJson", "equals"]],
  [`import{descOf}from"farcall/compiled"`, ["descOf"]],
  [`import { toJson } from "./mine";`, []],
  [`import { create, toBinary } from "@bufbuild/protobuf";`, []],
])("%s reads descriptors with %j", (code, names) => {
  expect(reflectiveImports(code)).toEqual(names);
});

test("modules that read descriptors are named by their paths", () => {
  const modules = [
    { id: `${process.cwd()}/src/debug.ts?v=1`, code: `import { toJson } from "@bufbuild/protobuf";` },
    { id: "/elsewhere/app.ts", code: `import { create } from "@bufbuild/protobuf";` },
    { id: "/elsewhere/virtual", code: null },
  ];
  expect(whoReflects(modules)).toEqual(["src/debug.ts imports toJson"]);
});
