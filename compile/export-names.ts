/** The names under which protoc-gen-es exports what it generates for a file. */
import type { AnyDesc, DescEnum, DescExtension, DescFile, DescMessage, DescService } from "@bufbuild/protobuf";
import { nestedTypes } from "@bufbuild/protobuf/reflect";

type Exported = DescFile | DescMessage | DescEnum | DescExtension | DescService;

interface ExportNames {
  /** Of descriptors: of files, `HatSchema`, extensions, services. */
  readonly descriptors: ReadonlyMap<AnyDesc, string>;
  /** Of the objects of enums. */
  readonly enums: ReadonlyMap<AnyDesc, string>;
}

const reserved = new Set(
  (
    "break case catch class const continue debugger default delete do else export extends false finally for function if " +
    "import in instanceof new null return super switch this throw true try typeof var void while with yield enum " +
    "implements interface let package private protected public static Object bigint number boolean string object " +
    "globalThis Uint8Array Partial"
  ).split(" "),
);

const namesByFile = new WeakMap<DescFile, ExportNames>();

export function exportNames(file: DescFile): ExportNames {
  let names = namesByFile.get(file);
  if (!names) {
    names = chooseNames(file);
    namesByFile.set(file, names);
  }
  return names;
}

/** The name of a descriptor in the module of its file. */
export function descriptorName(descriptor: Exported): string {
  const file = descriptor.kind === "file" ? descriptor : descriptor.file;
  return exportNames(file).descriptors.get(descriptor) as string;
}

function chooseNames(file: DescFile): ExportNames {
  const taken = new Set<string>();
  const choose = (ideal: string) => {
    const salts = function* () {
      yield "";
      yield "$";
      for (let i = 1; ; i++) {
        yield `$${i}`;
      }
    };
    for (const salt of salts()) {
      const name = reserved.has(ideal + salt) ? `${ideal}${salt}$` : ideal + salt;
      if (!taken.has(name)) {
        taken.add(name);
        return name;
      }
    }
    return ideal;
  };
  const enums = new Map<AnyDesc, string>();
  const descriptors = new Map<AnyDesc, string>();
  const types = [...nestedTypes(file)];
  for (const type of types) {
    if (type.kind === "message" || type.kind === "enum") {
      enums.set(type, choose(localTypeName(type)));
    }
  }
  descriptors.set(file, choose(`file_${file.name.replace(/[^a-zA-Z0-9_]+/g, "_")}`));
  for (const type of types) {
    const isType = type.kind === "message" || type.kind === "enum";
    descriptors.set(type, choose(localTypeName(type) + (isType ? "Schema" : "")));
  }
  return { descriptors, enums };
}

/** `acme.v1.Hat.Kind` -> `Hat_Kind` */
function localTypeName({ typeName, file }: Exclude<Exported, DescFile>): string {
  const prefix = file.proto.package;
  return typeName.slice(prefix === "" ? 0 : prefix.length + 1).replaceAll(".", "_");
}
