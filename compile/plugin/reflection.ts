/** Which modules of a page need descriptors. */
import { relative } from "node:path";
import { slashed } from "./stand-in.ts";

/** What the stand-in for protobuf-es exports that reads descriptors, by where it is imported from. */
export const reflectiveExports: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    "@bufbuild/protobuf":
      "clearExtension clearField clone createFileRegistry createMutableRegistry createRegistry enumFromJson enumToJson equals fromJson fromJsonString getExtension getOption hasExtension hasOption isEnumJson isFieldSet isUnknownEnum merge mergeFromJson mergeFromJsonString setExtension toJson toJsonString",
    "@bufbuild/protobuf/reflect": "buildPath nestedTypes parentTypes parsePath qualifiedName reflect usedTypes",
    "@bufbuild/protobuf/txtpb": "fromText mergeFromText toText",
    "@bufbuild/protobuf/wkt": "hasCustomJsonRepresentation isWrapperDesc",
    "farcall/compiled": "descOf",
  }).map(([specifier, names]) => [specifier, new Set(names.split(" "))]),
);

/** The functions that a module imports and that read descriptors: "toJson". */
export function reflectiveImports(code: string): string[] {
  const names: string[] = [];
  for (const [, list = "", specifier = ""] of code.matchAll(/\bimport\s*\{([^}]*)\}\s*from\s*["']([^"']+)["']/g)) {
    for (const part of list.split(",")) {
      const [name = ""] = part.trim().split(/\s+as\s+/);
      if (reflectiveExports.get(specifier)?.has(name)) {
        names.push(name);
      }
    }
  }
  return names;
}

/** A line per module: "src/debug.ts imports toJson". */
export function whoReflects(modules: Iterable<{ readonly id: string; readonly code: string | null }>): string[] {
  const lines: string[] = [];
  for (const { id, code } of modules) {
    const names = reflectiveImports(code ?? "");
    if (names.length > 0) {
      lines.push(`${slashed(relative(process.cwd(), slashed(id)))} imports ${names.join(", ")}`);
    }
  }
  return lines;
}
