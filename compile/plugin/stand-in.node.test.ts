import { access } from "node:fs/promises";
import * as wkt from "@bufbuild/protobuf/wkt";
import { describe, expect, it } from "vitest";
import {
  importsRealProtobuf,
  isCompiledWellKnown,
  ownImportOf,
  slashed,
  standInOf,
  wellKnownFileOf,
} from "./stand-in.ts";

const inProtobuf = [
  "/app/node_modules/@bufbuild/protobuf/dist/esm/to-json.js",
  "/app/node_modules/.pnpm/@bufbuild+protobuf@2.17.0/node_modules/@bufbuild/protobuf/dist/esm/index.js",
  "C:\\app\\node_modules\\@bufbuild\\protobuf\\dist\\esm\\index.js",
];
const elsewhere = [
  "/app/src/page.ts",
  "/app/node_modules/@bufbuild/protovalidate/dist/index.js",
  "/app/node_modules/@bufbuild/protobuf-extras/index.js",
  "C:\\app\\src\\page.ts",
];

describe("the stand-in for protobuf-es", () => {
  it.each(["", "/codegenv2", "/reflect", "/txtpb", "/wkt", "/wkt/google/protobuf/timestamp_pb.js"])(
    "has a module for @bufbuild/protobuf%s",
    async (name) => {
      await access(standInOf(`@bufbuild/protobuf${name}`) ?? "nowhere");
    },
  );

  it.each(["farcall/compiled", "farcall/compiled/protobuf-es"])(
    "has the module %s for generated code",
    async (name) => {
      await access(standInOf(name) ?? "nowhere");
    },
  );

  it.each([
    "@bufbuild/protobuf/wire",
    "@bufbuild/protobuf/codegenv1",
    "@bufbuild/protobuf/wkt/google/protobuf/compiler/plugin_pb.js",
    "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js",
    "@bufbuild/protovalidate",
    "farcall",
    "./hat_pb",
  ])("leaves %s alone", (specifier) => {
    expect(standInOf(specifier)).toBeUndefined();
  });

  it("is not for modules of protobuf-es itself, nor for its own", () => {
    const own = slashed(standInOf("@bufbuild/protobuf") ?? "");
    expect([own, ...inProtobuf].map((path) => importsRealProtobuf(slashed(path)))).toEqual([true, true, true, true]);
    expect(elsewhere.map((path) => importsRealProtobuf(slashed(path)))).toEqual(elsewhere.map(() => false));
  });

  it("has a compiled module for each well-known file, except descriptors and plugins", () => {
    const names = Object.values(wkt).flatMap((value) => ("kind" in value && value.kind === "file" ? value.name : []));
    const left = names.filter((name) => !isCompiledWellKnown(name));
    expect(left.sort()).toEqual([
      "google/protobuf/compiler/plugin",
      "google/protobuf/cpp_features",
      "google/protobuf/descriptor",
      "google/protobuf/go_features",
      "google/protobuf/java_features",
    ]);
    for (const name of names.filter(isCompiledWellKnown)) {
      const path = slashed(standInOf(`@bufbuild/protobuf/wkt/${name}_pb.js`) ?? "");
      expect(`google/protobuf/${wellKnownFileOf(path)}`).toBe(name);
    }
  });

  it("knows what its modules import from the package, and nothing else", async () => {
    const own = standInOf("@bufbuild/protobuf") ?? "";
    await access(ownImportOf(own, "./light.ts") ?? "nowhere");
    expect(ownImportOf(own, "@bufbuild/protobuf")).toBeUndefined();
    expect(ownImportOf("/app/src/page.ts", "./light.ts")).toBeUndefined();
  });

  it("knows its well-known files from others of the same name", () => {
    expect(wellKnownFileOf("/app/src/gen/wkt/timestamp_pb.ts")).toBeUndefined();
  });
});

describe("slashed", () => {
  it.each([
    ["C:\\app\\gen\\hat_pb.ts", "C:/app/gen/hat_pb.ts"],
    ["/app/gen/hat_pb.ts?v=1", "/app/gen/hat_pb.ts"],
    ["/app/gen/hat_pb.ts#x", "/app/gen/hat_pb.ts"],
    ["/app/gen/hat_pb.ts", "/app/gen/hat_pb.ts"],
  ])("turns %s into %s", (id, path) => {
    expect(slashed(id)).toBe(path);
  });
});
