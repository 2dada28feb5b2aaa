/** What the plugins of all bundlers share: which imports are replaced, which modules are compiled, and what is reported. */
import { dirname, relative } from "node:path";
import type { DescFile } from "@bufbuild/protobuf";
import * as wkt from "@bufbuild/protobuf/wkt";
import { fallbackOf, type GenerateOptions, generateModule } from "../generate.ts";
import { messagesOf } from "../messages-of.ts";
import { chooseForm } from "./choose-form.ts";
import { createModuleReader, type ModuleSource, reachableFrom } from "./module-reader.ts";
import { type CompileProtobufOptions, matches } from "./options.ts";
import type { GeneratedModule } from "./read-module.ts";
import { createReport } from "./report.ts";
import {
  importsRealProtobuf,
  isCompiledWellKnown,
  protobufPath,
  runtimePath,
  slashed,
  standInOf,
  wellKnownFileOf,
} from "./stand-in.ts";

export interface CompiledModule {
  readonly code: string;
  /** The paths of the modules whose text decides what the code is. */
  readonly dependencies: readonly string[];
}

export interface Compiler {
  /** Called when a build starts, before everything else. */
  start(): void;
  /** The path that takes the place of an import, if any does. */
  resolve(specifier: string, importer: string | undefined): string | undefined;
  /** True for modules that may have to be compiled. */
  accepts(id: string): boolean;
  /** The compiled module, or undefined for one that stays as it is. */
  compile(id: string, code: string, source: ModuleSource): Promise<CompiledModule | undefined>;
  /** The text of a page in which nothing reads descriptors, without them. */
  withoutDescriptors(code: string): string;
  /** One line about the build, if it had messages. */
  summary(reflecting?: readonly string[]): string | undefined;
}

export function createCompiler(options: CompileProtobufOptions, log: (line: string) => void): Compiler {
  const report = createReport(log);
  const reader = createModuleReader();
  const descriptors = new Set<string>();
  const isExcluded = (path: string) =>
    matches(options.exclude, path) || (options.include !== undefined && !matches(options.include, path));

  /** Why a module is left to protobuf-es, if it is. */
  function whyLeft(module: GeneratedModule): string | undefined {
    if (isExcluded(module.path)) {
      return "it is excluded";
    }
    if (module.oddExports.length > 0) {
      return `its exports are not those that protoc-gen-es 2 generates: ${module.oddExports.join(", ")}`;
    }
    return fallbackOf(module.file);
  }

  function generate(
    path: string,
    file: DescFile,
    origins: Required<Pick<GenerateOptions, "importPath" | "isCompiled" | "reverseEnums">>,
  ): string {
    const form = chooseForm(file, options.form);
    const reflection = options.reflection ?? true;
    const generated = generateModule(file, { ...origins, form, reflection, runtimePath, protobufPath });
    if ("fallback" in generated) {
      throw new Error(`farcall: ${file.name}.proto: ${generated.fallback}`);
    }
    if (generated.descriptor) {
      descriptors.add(generated.descriptor);
    }
    const messages = messagesOf(file);
    report.compiled(path, messages.length, messages.filter((message) => form(message) !== "code").length);
    return generated.code;
  }

  function compileWellKnown(path: string, name: string): string {
    if (name === "descriptor") {
      const data =
        options.reflection === false ? "undefined" : `{ data: "google/protobuf/descriptor", dependencies: [] }`;
      return `export const file_google_protobuf_descriptor = ${data};\n`;
    }
    const file = (wkt as unknown as Record<string, DescFile>)[`file_google_protobuf_${name}`] as DescFile;
    return generate(path, file, {
      importPath: (other) => `@bufbuild/protobuf/wkt/${other.name}_pb.js`,
      isCompiled: (other) => isCompiledWellKnown(other.name),
      reverseEnums: true,
    });
  }

  return {
    start: reader.forget,
    resolve(specifier, importer) {
      if (!importer) {
        return undefined;
      }
      const from = slashed(importer);
      if (specifier === runtimePath || specifier === protobufPath) {
        return standInOf(specifier);
      }
      if (wellKnownFileOf(from) && specifier.startsWith("@bufbuild/protobuf/wkt/")) {
        return standInOf(specifier);
      }
      if (importsRealProtobuf(from) || (matches(options.exclude, from) && !isGenerated(from))) {
        return undefined;
      }
      return standInOf(specifier);
    },
    accepts: (id) => isGenerated(slashed(id)) || wellKnownFileOf(slashed(id)) !== undefined,
    async compile(id, code, source) {
      const path = slashed(id);
      const name = wellKnownFileOf(path);
      if (name) {
        return { code: compileWellKnown(path, name), dependencies: [] };
      }
      if (!code.includes("@bufbuild/protobuf/codegenv2")) {
        return undefined;
      }
      const module = await reader.read(path, source, code);
      if (typeof module === "string") {
        report.left(path, path, module);
        return undefined;
      }
      const isExternal = (await source.resolve("@bufbuild/protobuf", path)) === undefined;
      const reason = isExternal ? "@bufbuild/protobuf is not part of the page" : whyLeft(module);
      if (reason) {
        report.left(path, `${module.file.name}.proto`, reason);
        return undefined;
      }
      const reachable = reachableFrom(module);
      const generated = generate(path, module.file, {
        importPath: (file) =>
          module.specifiers.get(file.name) ?? pathTo(reachable.get(file.name), path) ?? "@bufbuild/protobuf/wkt",
        isCompiled(file) {
          const other = reachable.get(file.name);
          return other ? !whyLeft(other) : isCompiledWellKnown(file.name);
        },
        reverseEnums: module.reverseEnums,
      });
      const dependencies = Array.from(reachable.values(), (other) => other.path).filter((other) => other !== path);
      return { code: generated, dependencies };
    },
    withoutDescriptors(code) {
      // As they stand in the generated code. The same text may be somebody's own, or a part of it.
      return code.replace(/\bdata:\s*(["'`])([\w+/]+=*)\1/g, (all, _quote, text) =>
        descriptors.has(text) ? 'data: ""' : all,
      );
    },
    summary: report.summary,
  };
}

function isGenerated(path: string): boolean {
  return /_pb\.[cm]?[jt]sx?$/.test(path) && !path.includes("/@bufbuild/protobuf/");
}

function pathTo(module: GeneratedModule | undefined, from: string): string | undefined {
  if (!module) {
    return undefined;
  }
  const path = slashed(relative(dirname(from), module.path));
  return path.startsWith(".") ? path : `./${path}`;
}
