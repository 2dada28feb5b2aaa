/** The paths of a FieldMask: fields that exist, in the message that the mask is most likely about. */
import type { DescMessage } from "@bufbuild/protobuf";

/** Other names cannot be written as JSON and read back. */
const reversible = /^[a-z][a-z0-9]*(_[a-z][a-z0-9]*)*$/;
const maxPaths = 2;

/** @param parent the message with the mask: of an update, it has the thing to update as well */
export function maskExample(parent: DescMessage | undefined): string {
  const isPlain = (desc: DescMessage) => !desc.typeName.startsWith("google.protobuf.");
  const subject = parent?.fields.find((field) => field.fieldKind === "message" && isPlain(field.message));
  for (const desc of [subject?.message, parent]) {
    const names = (desc?.fields ?? [])
      .filter(({ message, name }) => message?.typeName !== "google.protobuf.FieldMask" && reversible.test(name))
      .slice(0, maxPaths)
      .map(({ name }) => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()));
    if (names.length > 0) {
      return names.join(",");
    }
  }
  return "";
}
