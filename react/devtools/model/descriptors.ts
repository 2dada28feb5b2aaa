/** Descriptors that a reader has given, for calls whose page describes nothing: kept as long as the panel is. */
import type { Row } from "farcall/devtools";
import type { DescriptorFile } from "./descriptor-file.ts";
import type { CallSchema } from "./schema.ts";

export class Descriptors {
  #files: readonly DescriptorFile[] = [];
  readonly #listeners = new Set<() => void>();

  /** The newest first; replaced with each change. */
  get files(): readonly DescriptorFile[] {
    return this.#files;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /**
   * @param bytes a google.protobuf.FileDescriptorSet, as `buf build -o descriptors.binpb` writes it
   * @throws if the bytes are not descriptors, with a message for the user
   */
  async add(name: string, bytes: Uint8Array): Promise<void> {
    const { readDescriptorFile } = await import("./read-descriptor-file.ts");
    const file = readDescriptorFile(name, bytes);
    this.#change([file, ...this.#files.filter((other) => other.name !== name)]);
  }

  clear(): void {
    this.#change([]);
  }

  schemaOf(row: Row): CallSchema | undefined {
    for (const file of this.#files) {
      const schema = file.schemaOf(row);
      if (schema) {
        return schema;
      }
    }
    return undefined;
  }

  #change(files: readonly DescriptorFile[]): void {
    this.#files = files;
    for (const listener of this.#listeners) {
      listener();
    }
  }
}
