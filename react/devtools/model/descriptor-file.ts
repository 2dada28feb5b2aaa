/** A set of descriptors that a reader has given. */
import type { Row } from "farcall/devtools";
import type { CallSchema } from "./schema.ts";

export interface DescriptorFile {
  readonly name: string;
  /** @returns undefined for a method that the file does not describe */
  readonly schemaOf: (row: Row) => CallSchema | undefined;
}
