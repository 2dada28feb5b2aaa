/** The services of an application as a schema. */
import { createRegistry, type DescFile, type DescService, type Registry } from "@bufbuild/protobuf";
import { catalogOf } from "./catalog.ts";
import type { Schema } from "./schema.ts";

/** @param others types that the files of the services do not contain */
export function schemaOfServices(name: string, services: readonly DescService[], others?: Registry): Schema {
  // Types of compiled messages may be without a file.
  const files = services.flatMap(({ file }): DescFile[] => (file ? [file] : []));
  const registry = createRegistry(...withImports(files), ...services, ...(others ?? []));
  return { name, services: services.map((service) => catalogOf(service, registry)), registry, problems: [] };
}

function withImports(files: readonly DescFile[]): Set<DescFile> {
  const all = new Set(files);
  for (const file of all) {
    for (const imported of file.dependencies) {
      all.add(imported);
    }
  }
  return all;
}
