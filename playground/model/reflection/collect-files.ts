/** Collects the files that describe some services, and the files that those import. */
import { fromBinary } from "@bufbuild/protobuf";
import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import { type FileDescriptorProto, FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import { expectNames } from "../../../react/devtools/model/expect-names.ts";
import type { Ask } from "./ask.ts";
import { fillJsonNames } from "./fill-json-names.ts";
import type { Answer, Question } from "./reflection-service.ts";
import { standardFile } from "./standard-files.ts";

export interface CollectedFiles {
  /** By name. */
  readonly files: Map<string, FileDescriptorProto>;
  readonly problems: readonly string[];
}

/** How deep imports may be nested, beyond what a server sends unasked. */
const maxRounds = 50;
/** A malicious server could make up imports forever. */
const maxFiles = 10_000;

export async function collectFiles(ask: Ask, services: readonly string[]): Promise<CollectedFiles> {
  const files = new Map<string, FileDescriptorProto>();
  const problems: string[] = [];
  const asked = new Set<string>();

  const askFor = async (kind: Question["case"], names: readonly string[], what: (name: string) => string) => {
    const answers = await ask(names.map((value) => ({ case: kind, value })));
    for (const [index, name] of names.entries()) {
      const problem = addFiles(files, answers[index], problems);
      if (problem) {
        problems.push(`${what(name)}: ${problem}`);
      }
    }
  };

  await askFor("fileContainingSymbol", services, (name) => `The server lists ${name} but does not describe it`);
  for (let round = 0; round < maxRounds && files.size < maxFiles; round++) {
    const missing = missingImports(files).filter((name) => !asked.has(name));
    if (missing.length === 0) {
      break;
    }
    for (const name of missing) {
      asked.add(name);
    }
    for (const name of missing) {
      const file = standardFile(name);
      if (file) {
        files.set(name, file);
      }
    }
    const unknown = missing.filter((name) => !files.has(name));
    await askFor("fileByFilename", unknown, (name) => `The server does not have ${name}, which other files import`);
  }
  return { files, problems };
}

/** @returns why there is nothing to add */
function addFiles(files: Map<string, FileDescriptorProto>, answer: Answer | undefined, problems: string[]) {
  if (answer?.case === "errorResponse") {
    return answer.value.errorMessage || `error ${answer.value.errorCode}`;
  }
  if (answer?.case !== "fileDescriptorResponse") {
    return "it answered something else";
  }
  for (const bytes of answer.value.fileDescriptorProto) {
    // Many servers send what several services import with each of them, and decoding takes time.
    if (files.has(nameIn(bytes))) {
      continue;
    }
    const file = readFile(bytes);
    if ("problem" in file) {
      if (!problems.includes(file.problem)) {
        problems.push(file.problem);
      }
    } else if (!files.has(file.name)) {
      files.set(file.name, file);
    }
  }
  return undefined;
}

/** Reads the name alone, which comes first. Returns an empty one if it does not. */
function nameIn(bytes: Uint8Array): string {
  try {
    const reader = new BinaryReader(bytes);
    const [number, wireType] = reader.tag();
    return number === 1 && wireType === WireType.LengthDelimited ? reader.string() : "";
  } catch {
    return "";
  }
}

function readFile(bytes: Uint8Array): FileDescriptorProto | { problem: string } {
  try {
    const file = fromBinary(FileDescriptorProtoSchema, bytes);
    expectNames([file]);
    fillJsonNames(file.messageType);
    return file;
  } catch (error) {
    return {
      problem: `A file that the server sent is left out: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

function missingImports(files: ReadonlyMap<string, FileDescriptorProto>): readonly string[] {
  const imported = new Set([...files.values()].flatMap(({ dependency }) => dependency));
  return [...imported].filter((name) => !files.has(name));
}
