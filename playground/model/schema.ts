/** The services of a target, with the types that their messages can contain. */
import { create, type FileRegistry, type Registry, toBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { readDescriptorSet } from "../../react/devtools/model/read-descriptor-set.ts";
import { type CatalogMethod, type CatalogService, catalogOf } from "./catalog.ts";

export interface Schema {
  /** "Demo services", "hats.binpb", "api.example.com". */
  readonly name: string;
  readonly services: readonly CatalogService[];
  readonly registry: Registry;
  /** What could not be read, in sentences. */
  readonly problems: readonly string[];
}

/** A schema as it is kept: the descriptors, and what they do not say. */
export interface SchemaRecord {
  readonly name: string;
  /** A google.protobuf.FileDescriptorSet. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** When the descriptors were read, in milliseconds since 1970. */
  readonly readAtMs: number;
  /** The services to list. Default: all of them. */
  readonly services?: readonly string[];
  readonly problems?: readonly string[];
}

/** @throws with a message that says what is wrong with the descriptors, and how to create better ones */
export function schemaOfRecord({ name, bytes, services, problems = [] }: SchemaRecord): Schema {
  const { files, registry } = readDescriptorSet(bytes);
  const described = files.flatMap((file) => registry.getFile(file.name)?.services ?? []);
  const listed = services ? described.filter(({ typeName }) => services.includes(typeName)) : described;
  return { name, services: listed.map((service) => catalogOf(service, registry)), registry, problems };
}

/** Returns the descriptors of a registry as a descriptor set. */
export function descriptorsOf(registry: FileRegistry): Uint8Array<ArrayBuffer> {
  const file = [...registry.files].map(({ proto }) => proto);
  return toBinary(FileDescriptorSetSchema, create(FileDescriptorSetSchema, { file }));
}

export function findMethod({ services }: Schema, id: string): CatalogMethod | undefined {
  return methodsOf(services).find((method) => method.id === id);
}

/** Returns the method with this id, else the first. */
export function methodOrFirst(schema: Schema, id: string): CatalogMethod | undefined {
  return findMethod(schema, id) ?? methodsOf(schema.services)[0];
}

function methodsOf(services: readonly CatalogService[]): CatalogMethod[] {
  return services.flatMap(({ methods }) => methods);
}

export function countMethods(services: readonly CatalogService[]): number {
  return services.reduce((count, { methods }) => count + methods.length, 0);
}
