/** Makes one registry of files that may be incomplete or broken: it keeps what resolves, and names what does not. */
import { create, createFileRegistry, type FileRegistry } from "@bufbuild/protobuf";
import { type FileDescriptorProto, FileDescriptorProtoSchema, FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { dropUnknownTypes } from "./drop-unknown-types.ts";

/** Files that are left out one by one, each of which takes several attempts to find. */
const maxBroken = 20;

/** @param files by name; changed in place */
export function assembleFiles(files: ReadonlyMap<string, FileDescriptorProto>): {
  registry: FileRegistry;
  problems: readonly string[];
} {
  const problems: string[] = [];
  const leaveOut = (file: FileDescriptorProto, why: string) => problems.push(`${file.name} is left out: ${why}`);
  let kept = inOrderOfImport(files).filter((file) => {
    const head = tryRegistry([headOf(file)]);
    if ("problem" in head) {
      leaveOut(file, head.problem);
    }
    return "registry" in head;
  });
  for (let broken = 0; ; broken++) {
    const names = new Set(kept.map(({ name }) => name));
    for (const file of kept) {
      file.dependency = file.dependency.filter((name) => names.has(name));
    }
    problems.push(...dropUnknownTypes(kept));
    const built = tryRegistry(kept);
    if ("registry" in built) {
      return { registry: built.registry, problems };
    }
    const first = firstBroken(kept);
    const rest = kept.slice(first + 1);
    leaveOut(kept[first] as FileDescriptorProto, built.problem);
    if (broken === maxBroken) {
      problems.push(`${rest.length} more files are left out, because too many are broken`);
    }
    kept = [...kept.slice(0, first), ...(broken < maxBroken ? rest : [])];
  }
}

/** What decides whether this page can read a file at all, such as its edition: often the same for all files. */
function headOf({ name, syntax, edition }: FileDescriptorProto): FileDescriptorProto {
  return create(FileDescriptorProtoSchema, { name, syntax, edition });
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

/** Returns the index of the last file of the shortest list that cannot be built. */
function firstBroken(files: readonly FileDescriptorProto[]): number {
  let [good, bad] = [0, files.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if ("registry" in tryRegistry(files.slice(0, middle))) {
      good = middle;
    } else {
      bad = middle;
    }
  }
  return bad - 1;
}

function tryRegistry(file: readonly FileDescriptorProto[]): { registry: FileRegistry } | { problem: string } {
  try {
    return { registry: createFileRegistry(create(FileDescriptorSetSchema, { file: [...file] })) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
