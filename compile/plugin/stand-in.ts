/** Which module takes the place of an import of protobuf-es. */
import { dirname, resolve as join } from "node:path";
import { fileURLToPath } from "node:url";

// The same folders, seen from the sources and from the built package.
const isSource = import.meta.url.endsWith(".ts");
const root = new URL(isSource ? "../../src/" : "../../", import.meta.url);
const pathOf = (name: string) => fileURLToPath(new URL(`${name}${isSource ? ".ts" : ".js"}`, root));

/** The names under which generated code imports its runtime, and protobuf-es itself. */
export const runtimePath = "farcall/compiled";
export const protobufPath = "farcall/compiled/protobuf-es";

const replaced = new Map([
  [runtimePath, pathOf("stand-in/compiled")],
  [protobufPath, pathOf("stand-in/protobuf-es")],
]);

const protobuf = "@bufbuild/protobuf";
const standIns = new Map([
  [protobuf, pathOf("stand-in/protobuf")],
  ...["codegenv2", "reflect", "txtpb", "wkt"].map((name): [string, string] => [
    `${protobuf}/${name}`,
    pathOf(`stand-in/${name}`),
  ]),
]);

const standInFolder = slashed(fileURLToPath(new URL("stand-in/", root)));
const wellKnown = "any api duration empty field_mask source_context struct timestamp type wrappers".split(" ");
const wellKnownImport = /^@bufbuild\/protobuf\/wkt\/google\/protobuf\/(\w+)_pb\.js$/;

/** A path with forward slashes, without a query. */
export function slashed(id: string): string {
  return id.replace(/[?#].*$/, "").replaceAll("\\", "/");
}

/** True for modules of protobuf-es itself, and for what stands in for it: they import the real one. */
export function importsRealProtobuf(importer: string): boolean {
  return importer.startsWith(standInFolder) || importer.includes("/@bufbuild/protobuf/");
}

/** True for the module that makes descriptors: a page that has it reads some. */
export function isLinked(id: string): boolean {
  return slashed(id) === slashed(pathOf("stand-in/desc-of"));
}

/** The path of the module that a specifier leads to, if it is not the real one. */
export function standInOf(specifier: string): string | undefined {
  const name = wellKnownImport.exec(specifier)?.[1];
  return name && wellKnown.includes(name)
    ? pathOf(`stand-in/wkt/${name}_pb`)
    : (replaced.get(specifier) ?? standIns.get(specifier));
}

/** The path of what a module of the stand-in imports from the package, if it is one. */
export function ownImportOf(importer: string, specifier: string): string | undefined {
  const isOwn = slashed(importer).startsWith(standInFolder) && specifier.startsWith(".");
  return isOwn ? join(dirname(importer), specifier) : undefined;
}

/** The well-known file whose compiled messages take the place of a module: "timestamp". */
export function wellKnownFileOf(path: string): string | undefined {
  return path.startsWith(standInFolder) ? /wkt\/(\w+)_pb\.[jt]s$/.exec(path)?.[1] : undefined;
}

/** Whether the types of a file of protobuf-es are compiled. Descriptors are not. */
export function isCompiledWellKnown(fileName: string): boolean {
  return wellKnown.some((name) => fileName === `google/protobuf/${name}`);
}
