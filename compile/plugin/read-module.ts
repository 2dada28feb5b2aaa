/** Reads what protoc-gen-es wrote: the descriptor of the file, and where the module imports its dependencies from. */
import type { DescFile } from "@bufbuild/protobuf";
import { fileDesc } from "@bufbuild/protobuf/codegenv2";
import * as wkt from "@bufbuild/protobuf/wkt";
import { exportNames } from "../export-names.ts";

export interface GeneratedModule {
  readonly path: string;
  readonly file: DescFile;
  /** By the name of the file. */
  readonly specifiers: ReadonlyMap<string, string>;
  readonly dependencies: readonly GeneratedModule[];
  readonly reverseEnums: boolean;
  /** Exports that protoc-gen-es does not generate, or does not find. */
  readonly oddExports: readonly string[];
}

/** An enum as `erasable_syntax=true` writes it, in TypeScript, in JavaScript, or in what a plugin makes of TypeScript. */
const erasableEnum = /^export const [\w$]+ = (\{|(\/\*\s*@__PURE__\s*\*\/\s*)?objEnum\()/m;

/** Reads a module that another one imports. */
export type ReadDependency = (specifier: string, importer: string) => Promise<GeneratedModule | string>;

const wellKnown: Record<string, unknown> = wkt;

/** Returns why, if the module is not what protoc-gen-es generates. */
export async function readModule(
  path: string,
  code: string,
  readDependency: ReadDependency,
): Promise<GeneratedModule | string> {
  const call = /\bfileDesc\(\s*["']([^"']*)["'](?:,\s*\[([^\]]*)\])?,?\s*\)/.exec(code);
  if (!call) {
    return "it has no descriptor that protoc-gen-es 2 would write";
  }
  const [, data = "", list = ""] = call;
  const specifiers = new Map<string, string>();
  const dependencies: GeneratedModule[] = [];
  const files: DescFile[] = [];
  for (const name of list.split(",").flatMap((part) => part.trim() || [])) {
    const specifier = specifierOf(name, code);
    if (!specifier) {
      return `it does not import ${name}`;
    }
    let file = specifier.startsWith("@bufbuild/protobuf/wkt") ? (wellKnown[name] as DescFile | undefined) : undefined;
    if (!file) {
      const dependency = await readDependency(specifier, path);
      if (typeof dependency === "string") {
        return `${specifier} cannot be read: ${dependency}`;
      }
      dependencies.push(dependency);
      file = dependency.file;
    }
    files.push(file);
    specifiers.set(file.name, specifier);
  }
  const file = fileOf(data, files);
  if (typeof file === "string") {
    return file;
  }
  return {
    path,
    file,
    specifiers,
    dependencies,
    reverseEnums: !erasableEnum.test(code),
    oddExports: oddExportsOf(code, file),
  };
}

function fileOf(data: string, dependencies: DescFile[]): DescFile | string {
  try {
    return fileDesc(data, dependencies);
  } catch (error) {
    return `its descriptor cannot be read: ${error instanceof Error ? error.message : error}`;
  }
}

function specifierOf(name: string, code: string): string | undefined {
  for (const [, names = "", specifier] of code.matchAll(/^import \{([^}]*)\} from ["']([^"']+)["']/gm)) {
    if (names.split(",").some((part) => part.trim() === name)) {
      return specifier;
    }
  }
  return undefined;
}

function oddExportsOf(code: string, file: DescFile): string[] {
  const { descriptors, enums } = exportNames(file);
  const expected = new Set<string>(descriptors.values());
  for (const [type, name] of enums) {
    if (type.kind === "enum") {
      expected.add(name);
    }
  }
  const found = new Set(
    Array.from(code.matchAll(/^export (?:const|enum|function|class|let|var) ([\w$]+)/gm), ([, name]) => name),
  );
  return [...expected]
    .filter((name) => !found.has(name))
    .concat([...found].flatMap((name) => (name && !expected.has(name) ? name : [])));
}
