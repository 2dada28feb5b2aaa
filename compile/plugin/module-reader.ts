/** Reads the generated modules of a build, each of them once: many files import the same ones. */
import { type GeneratedModule, readModule } from "./read-module.ts";

/** How a module is found and read, which differs between bundlers. */
export interface ModuleSource {
  /** Undefined for what is not part of the page. */
  resolve(specifier: string, importer: string): Promise<string | undefined>;
  read(path: string): Promise<string>;
}

export interface ModuleReader {
  /** Returns why, if the module is not what protoc-gen-es generates. */
  read(path: string, source: ModuleSource, code?: string): Promise<GeneratedModule | string>;
  /** Called when a build starts: files may have changed since the one before. */
  forget(): void;
}

export function createModuleReader(): ModuleReader {
  const modules = new Map<string, Promise<GeneratedModule | string>>();
  const reader: ModuleReader = {
    read(path, source, code) {
      let module = modules.get(path);
      if (!module) {
        module = load(path, source, code);
        modules.set(path, module);
      }
      return module;
    },
    forget: () => modules.clear(),
  };
  async function load(path: string, source: ModuleSource, code: string | undefined) {
    return readModule(path, code ?? (await source.read(path)), async (specifier, importer) => {
      const found = await source.resolve(specifier, importer);
      return found === undefined ? "it is not part of the page" : reader.read(found, source);
    });
  }
  return reader;
}

/** The modules that a module imports, directly or not: a public import gives it types of files that it does not name. */
export function reachableFrom(module: GeneratedModule): Map<string, GeneratedModule> {
  const modules = new Map<string, GeneratedModule>();
  const visit = (other: GeneratedModule) => {
    if (!modules.has(other.file.name)) {
      modules.set(other.file.name, other);
      other.dependencies.forEach(visit);
    }
  };
  visit(module);
  return modules;
}
