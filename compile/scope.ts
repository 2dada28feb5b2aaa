/** The names that a generated module uses, and where it imports them from. */
import type { DescFile, DescMessage } from "@bufbuild/protobuf";
import { descriptorName, exportNames } from "./export-names.ts";

/** How messages are compiled: to code of their own, to a row of text with a constructor, or to the text alone. */
export type Form = "code" | "table-with-constructor" | "table";

export interface Scope {
  readonly file: DescFile;
  readonly formOf: (message: DescMessage) => Form;
  /** A function of the runtime. */
  runtime(name: string): string;
  /** The compiled type of a message: of this file, imported, or a bridge to protobuf-es. */
  type(message: DescMessage): string;
  /** An expression that makes a message without values. */
  create(message: DescMessage): string;
  read(message: DescMessage): string;
  write(message: DescMessage): string;
  /** The data of a file, or its DescFile. */
  fileData(file: DescFile): string;
  /** A name for something of the module's own. Names of protobuf never begin with a dollar sign. */
  own(what: string, message: DescMessage): string;
  /** The import statements, and the bridges. */
  head(): string[];
}

export interface Origins {
  readonly importPath: (file: DescFile) => string;
  readonly isCompiled: (file: DescFile) => boolean;
  readonly runtimePath: string;
  readonly protobufPath: string;
}

export function createScope(file: DescFile, formOf: (message: DescMessage) => Form, origins: Origins): Scope {
  const { descriptors, enums } = exportNames(file);
  const exported = new Set([...descriptors.values(), ...enums.values()]);
  const imports = new Map<string, Map<string, string>>();
  const bridges = new Map<string, string>();

  /** Imports a name; returns what it is called here. */
  function use(path: string, name: string): string {
    let names = imports.get(path);
    if (!names) {
      names = new Map();
      imports.set(path, names);
    }
    let local = names.get(name);
    if (!local) {
      local = exported.has(name) ? `$${imports.size}$${name}` : name;
      exported.add(local);
      names.set(name, local);
    }
    return local;
  }
  const runtime = (name: string) => use(origins.runtimePath, name);
  const own = (what: string, message: DescMessage) => `$${what}_${enums.get(message)}`;
  const isCodeHere = (message: DescMessage) => message.file === file && formOf(message) === "code";

  function type(message: DescMessage): string {
    const name = descriptorName(message);
    if (message.file === file) {
      return name;
    }
    const imported = use(origins.importPath(message.file), name);
    if (origins.isCompiled(message.file)) {
      return imported;
    }
    const bridged = `$bridge_${imported.replace(/^\$/, "")}`;
    const functions = ["create", "mergeFromBinary", "toBinary"].map((name) => {
      const local = use(origins.protobufPath, name);
      return local === name ? name : `${name}: ${local}`;
    });
    bridges.set(
      bridged,
      `const ${bridged} = /*@__PURE__*/ ${runtime("bridge")}(${imported}, { ${functions.join(", ")} });`,
    );
    return bridged;
  }

  return {
    file,
    formOf,
    runtime,
    type,
    own,
    create: (message) => `new ${isCodeHere(message) ? own("new", message) : `${type(message)}.n`}()`,
    read: (message) => (isCodeHere(message) ? own("read", message) : `${type(message)}.r`),
    write: (message) => (isCodeHere(message) ? own("write", message) : `${type(message)}.w`),
    fileData: (other) =>
      other === file ? descriptorName(file) : use(origins.importPath(other), descriptorName(other)),
    head: () => [
      ...Array.from(imports, ([path, names]) => {
        const list = Array.from(names, ([name, local]) => (name === local ? name : `${name} as ${local}`));
        return `import { ${list.join(", ")} } from ${JSON.stringify(path)};`;
      }),
      ...bridges.values(),
    ],
  };
}
