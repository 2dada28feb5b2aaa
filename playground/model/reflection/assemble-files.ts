/** Makes one registry of files that may be incomplete or broken: it keeps what resolves, and names what does not. */
import { create, createFileRegistry, type FileRegistry } from "@bufbuild/protobuf";
import { type FileDescriptorProto, FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { dropUnknownTypes } from "./drop-unknown-types.ts";

/** @param files by name; changed in place */
export function assembleFiles(files: ReadonlyMap<string, FileDescriptorProto>): {
  registry: FileRegistry;
  problems: readonly string[];
} {
  const problems: string[] = [];
  let kept = inOrderOfImport(files);
  for (;;) {
    const names = new Set(kept.map(({ name }) => name));
    for (const file of kept) {
      file.dependency = file.dependency.filter((name) => names.has(name));
    }
    problems.push(...dropUnknownTypes(kept));
    const built = tryRegistry(kept);
    if ("registry" in built) {
      return { registry: built.registry, problems };
    }
    const broken = firstBroken(kept);
    problems.push(`${broken.name} is left out: ${built.problem}`);
    kept = kept.filter((file) => file !== broken);
  }
}

/** Each file comes after those that it imports. Of imports in a circle, which no compiler lets pass, one is dropped. */
function inOrderOfImport(files: ReadonlyMap<string, FileDescriptorProto>): FileDescriptorProto[] {
  const ordered = new Set<FileDescriptorProto>();
  const open = new Set<FileDescriptorProto>();
  // Its own stack, because a server decides how deep this goes.
  const stack = [...files.values()].reverse();
  for (let file = stack.pop(); file; file = stack.pop()) {
    if (ordered.has(file)) {
      continue;
    }
    if (open.has(file)) {
      ordered.add(file);
      continue;
    }
    open.add(file);
    stack.push(file);
    for (const name of file.dependency) {
      const imported = files.get(name);
      if (imported && !open.has(imported)) {
        stack.push(imported);
      }
    }
  }
  const sorted = [...ordered];
  const position = new Map(sorted.map((file, index) => [file.name, index]));
  for (const [index, file] of sorted.entries()) {
    file.dependency = file.dependency.filter((name) => (position.get(name) ?? -1) < index);
  }
  return sorted;
}

/** The last file of the shortest list that cannot be built. */
function firstBroken(files: readonly FileDescriptorProto[]): FileDescriptorProto {
  let [good, bad] = [0, files.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if ("registry" in tryRegistry(files.slice(0, middle))) {
      good = middle;
    } else {
      bad = middle;
    }
  }
  return files[bad - 1] as FileDescriptorProto;
}

function tryRegistry(file: readonly FileDescriptorProto[]): { registry: FileRegistry } | { problem: string } {
  try {
    return { registry: createFileRegistry(create(FileDescriptorSetSchema, { file: [...file] })) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
