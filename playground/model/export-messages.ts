/** Writes messages as files, a little at a time, so that the page stays responsive. */
import type { DescMessage, Message, Registry } from "@bufbuild/protobuf";
import { inSlices, Pace } from "../../react/devtools/model/pace.ts";
import { indentedParts, lineParts, unshowable } from "./message-json.ts";
import type { MessageRange } from "./message-log.ts";

/** The browser converts each part of a Blob in one go. */
const blobChars = 1024 * 1024;

/** @returns one line of JSON for each message */
export async function messageLines(range: MessageRange, schema: DescMessage, registry: Registry): Promise<Blob> {
  const { first, end } = range;
  const file = new SlicedFile();
  for (let position = first; position < end; position++) {
    const entry = range.at(position);
    if (entry) {
      await file.add(schema, lineParts(schema, entry.message, registry));
    }
  }
  return file.toBlob();
}

/** @returns one message, as JSON */
export async function messageFile(schema: DescMessage, message: Message, registry: Registry): Promise<Blob> {
  const file = new SlicedFile();
  await file.add(schema, indentedParts(schema, message, registry));
  return file.toBlob();
}

class SlicedFile {
  readonly #pace = new Pace();
  readonly #blobs: Blob[] = [];
  #text = "";

  /** Adds a message and a line break. */
  async add(schema: DescMessage, message: Iterable<string>): Promise<void> {
    let parts: string[] = [];
    try {
      await inSlices(message, this.#pace, (part) => parts.push(part));
    } catch (error) {
      parts = [unshowable(schema, error)];
    }
    await inSlices([...parts, "\n"], this.#pace, (part) => {
      this.#text += part;
      if (this.#text.length > blobChars) {
        this.#blobs.push(new Blob([this.#text]));
        this.#text = "";
      }
    });
  }

  toBlob(): Blob {
    return new Blob([...this.#blobs, this.#text]);
  }
}
