/** Compiles files in memory, for tests and benchmarks that run without a bundler. */
import type { DescFile, DescMessage } from "@bufbuild/protobuf";
import * as protobuf from "@bufbuild/protobuf";
import * as runtime from "farcall/compiled";
import { exportNames } from "../export-names.ts";
import { type GenerateOptions, generateModule } from "../generate.ts";

type Module = Record<string, unknown>;

export interface CompiledFiles {
  /** What the module of a file exports. */
  module(file: DescFile): Module;
  type(message: DescMessage): runtime.CompiledMessage;
}

type Options = Pick<GenerateOptions, "form" | "isCompiled" | "reflection" | "reverseEnums">;

/** Compiles files when they are first asked for, with all that they import. */
export function compileFiles(options: Options = {}): CompiledFiles {
  const modules = new Map<DescFile, Module>();
  const files = new Map<string, DescFile>();
  function module(file: DescFile): Module {
    let exported = modules.get(file);
    if (!exported) {
      exported = evaluate(file);
      modules.set(file, exported);
    }
    return exported;
  }
  function evaluate(file: DescFile): Module {
    const isCompiled = (other: DescFile) =>
      other.name !== "google/protobuf/descriptor" && (options.isCompiled?.(other) ?? true);
    const importPath = (other: DescFile) => {
      files.set(other.name, other);
      return other.name;
    };
    const generated = isCompiled(file) ? generateModule(file, { ...options, importPath, isCompiled }) : undefined;
    return generated && "code" in generated ? run(generated.code, importModule) : plainModule(file);
  }
  function importModule(path: string): Module {
    switch (path) {
      case "farcall/compiled":
        return runtime;
      case "@bufbuild/protobuf":
        return protobuf;
      default:
        return module(files.get(path) as DescFile);
    }
  }
  return {
    module,
    type: (message) =>
      module(message.file)[exportNames(message.file).descriptors.get(message) ?? ""] as runtime.CompiledMessage,
  };
}

/** The descriptors themselves, under the names that they have in generated code. */
function plainModule(file: DescFile): Module {
  return Object.fromEntries(Array.from(exportNames(file).descriptors, ([descriptor, name]) => [name, descriptor]));
}

/** Runs generated code, of which all imports and exports look alike. */
function run(code: string, importModule: (path: string) => Module): Module {
  const body = code
    .replace(/^import \{(.*)\} from (".*");$/gm, (_, names: string, path: string) => {
      return `const {${names.replaceAll(" as ", ": ")}} = $import(${path});`;
    })
    .replace(/^export const (\S+) =/gm, "const $1 = $exports.$1 =");
  const exported: Module = {};
  new Function("$import", "$exports", `"use strict";\n${body}`)(importModule, exported);
  return exported;
}
