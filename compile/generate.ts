/** Generates the module that takes the place of what protoc-gen-es generated for a file. */
import type { DescEnum, DescExtension, DescFile, DescMessage, DescService } from "@bufbuild/protobuf";
import { embedFileDesc, pathInFileDesc } from "@bufbuild/protobuf/codegenv2";
import { nestedTypes } from "@bufbuild/protobuf/reflect";
import { generateConstructor, generateInit } from "./constructor.ts";
import { descriptorName, exportNames } from "./export-names.ts";
import { holdsBytes } from "./fields.ts";
import { generateReader } from "./message-reader.ts";
import { generateWriter } from "./message-writer.ts";
import { createScope, type Form, type Scope } from "./scope.ts";
import { key, literal } from "./syntax.ts";
import { generateTable } from "./table.ts";

export interface GenerateOptions {
  /** The specifier under which the module of another file is imported. */
  readonly importPath: (file: DescFile) => string;
  /** False for files that are left to protobuf-es. Default: all are compiled. */
  readonly isCompiled?: (file: DescFile) => boolean;
  /** Default: all messages become code. */
  readonly form?: (message: DescMessage) => Form;
  /** Whether the module keeps the descriptors, as base64, for `toJson` and all else that reflects. Default: true. */
  readonly reflection?: boolean;
  /** Whether enums are readable by number as well, as TypeScript's enums are. False for `erasable_syntax=true`. Default: true. */
  readonly reverseEnums?: boolean;
  /** Default: "farcall/compiled". */
  readonly runtimePath?: string;
  /** Where `create`, `mergeFromBinary` and `toBinary` of protobuf-es itself come from. Default: "@bufbuild/protobuf". */
  readonly protobufPath?: string;
}

/** A module, with the base64 of the descriptor that it holds, or why the file has to be left to protobuf-es. */
export type Generated = { readonly code: string; readonly descriptor?: string } | { readonly fallback: string };

/** google.protobuf.Edition: the last one whose features are known to be resolved in what descriptors say. */
const newestEdition = 1001;

/** Why a file has to be left to protobuf-es, if it has to. */
export function fallbackOf(file: DescFile): string | undefined {
  if (file.edition > newestEdition) {
    return `edition ${file.edition} is newer than the newest known one, ${newestEdition}`;
  }
  if (file.proto.name === "google/protobuf/descriptor.proto") {
    return "protobuf-es needs its own descriptors of descriptors";
  }
  return undefined;
}

export function generateModule(file: DescFile, options: GenerateOptions): Generated {
  const fallback = fallbackOf(file);
  if (fallback) {
    return { fallback };
  }
  const scope = createScope(file, options.form ?? (() => "code"), {
    importPath: options.importPath,
    isCompiled: options.isCompiled ?? (() => true),
    runtimePath: options.runtimePath ?? "farcall/compiled",
    protobufPath: options.protobufPath ?? "@bufbuild/protobuf",
  });
  const isReflective = options.reflection ?? true;
  const descriptor = isReflective ? embedFileDesc(file.proto).base64() : undefined;
  const parts = [generateFileData(file, descriptor, scope)];
  for (const type of nestedTypes(file)) {
    const path = isReflective && `, () => [${[descriptorName(file), ...pathInFileDesc(type)].join(", ")}]`;
    switch (type.kind) {
      case "message":
        parts.push(generateMessage(type, path || "", scope));
        break;
      case "enum":
        parts.push(generateDescriptor(type, "enumType", path || "", scope));
        parts.push(generateEnum(type, options.reverseEnums ?? true));
        break;
      case "extension":
        parts.push(generateDescriptor(type, "extensionType", path || "", scope));
        break;
      case "service":
        parts.push(generateService(type, path || "", scope));
        break;
    }
  }
  const head = [`// @generated from file ${file.proto.name}, compiled by Farcall`, ...scope.head()];
  return { code: `${[...head, ...parts].join("\n")}\n`, ...(descriptor && { descriptor }) };
}

function generateFileData(file: DescFile, descriptor: string | undefined, scope: Scope): string {
  const name = descriptorName(file);
  if (descriptor === undefined) {
    return `export const ${name} = undefined;`;
  }
  const dependencies = file.dependencies.map((dependency) => scope.fileData(dependency));
  return `export const ${name} = { data: ${literal(descriptor)}, dependencies: [${dependencies.join(", ")}] };`;
}

function generateMessage(message: DescMessage, path: string, scope: Scope): string {
  const common = [literal(message.typeName), holdsBytes(message) ? 1 : 0];
  const declare = (make: string, args: readonly string[]) => {
    const call = `${scope.runtime(make)}(${[...common, ...args].join(", ")}${path})`;
    return `export const ${descriptorName(message)} = /*@__PURE__*/ ${call};`;
  };
  if (scope.formOf(message) !== "code") {
    const { head, args } = generateTable(message, scope);
    return [head, declare("tableType", args)].filter(Boolean).join("\n");
  }
  const parts = ["new", "init", "read", "write"].map((what) => scope.own(what, message));
  return [
    generateConstructor(message, scope),
    generateInit(message, scope),
    generateReader(message, scope),
    generateWriter(message, scope),
    declare("messageType", parts),
  ].join("\n");
}

function generateDescriptor(type: DescEnum | DescExtension, make: string, path: string, scope: Scope): string {
  const call = `${scope.runtime(make)}(${literal(type.typeName)}${path})`;
  return `export const ${descriptorName(type)} = /*@__PURE__*/ ${call};`;
}

function generateEnum(type: DescEnum, isReversed: boolean): string {
  const entries = type.values.flatMap(({ localName, number }) => {
    const entry = `${key(localName)}: ${number}`;
    return isReversed ? [entry, `${number < 0 ? `"${number}"` : number}: ${literal(localName)}`] : [entry];
  });
  return `export const ${exportNames(type.file).enums.get(type)} = { ${entries.join(", ")} };`;
}

function generateService(service: DescService, path: string, scope: Scope): string {
  const kinds = ["unary", "server_streaming", "client_streaming", "bidi_streaming"];
  const rows = service.methods.map(({ name, localName, methodKind, idempotency, input, output }) => {
    const row = [literal(name), kinds.indexOf(methodKind), idempotency, scope.type(input), scope.type(output)];
    const isRegular = localName === name.charAt(0).toLowerCase() + name.slice(1);
    return `[${[...row, ...(isRegular ? [] : [literal(localName)])].join(", ")}]`;
  });
  const call = `${scope.runtime("serviceType")}(${literal(service.typeName)}, [${rows.join(", ")}]${path})`;
  return `export const ${descriptorName(service)} = /*@__PURE__*/ ${call};`;
}
