/** Decodes the body of a pasted request into the text of the editor, with the schema of its method. */
import { type DescMessage, fromBinary, type JsonValue, toJson } from "@bufbuild/protobuf";
import { base64Decode } from "@bufbuild/protobuf/wire";
import { type Frame, FrameReader } from "../../../react/devtools/model/frames.ts";
import { inflate } from "../../../react/devtools/model/inflate.ts";
import type { CatalogMethod } from "../catalog.ts";

export interface EncodedBody {
  readonly codec: "json" | "proto";
  readonly isEnveloped: boolean;
  readonly isBase64: boolean;
  readonly bytes: Uint8Array | undefined;
  /** The name of its compression. */
  readonly encoding: string | undefined;
}

export type ReadBody =
  | { readonly text: string; readonly problem?: undefined }
  | { readonly text?: undefined; readonly problem: string };

const noBytes = new Uint8Array(0);

export async function readBody(method: CatalogMethod, body: EncodedBody): Promise<ReadBody> {
  try {
    return { text: await decodeBody(method, body) };
  } catch (first) {
    // Browsers write the bytes of a binary body as characters, which a shell would send as UTF-8.
    const original = bytesOfCharacters(body.bytes ?? noBytes);
    if (original) {
      try {
        return { text: await decodeBody(method, { ...body, bytes: original }) };
      } catch {
        // The first attempt says what is wrong.
      }
    }
    const reason = first instanceof Error ? first.message : String(first);
    return { problem: `The message could not be read as ${method.descriptor.input.typeName}: ${reason}.` };
  }
}

async function decodeBody({ descriptor, registry, sendsMany }: CatalogMethod, body: EncodedBody): Promise<string> {
  const schema = descriptor.input;
  const raw = body.bytes ?? noBytes;
  const bytes = body.isBase64 ? base64Decode(new TextDecoder().decode(raw).trim()) : raw;
  const messages: JsonValue[] = [];
  for (const message of await messagesOf(bytes, body)) {
    messages.push(body.codec === "json" ? parseJson(message) : toJson(schema, decode(schema, message), { registry }));
  }
  return JSON.stringify(sendsMany ? messages : (messages[0] ?? {}), null, 2);
}

async function messagesOf(bytes: Uint8Array, { isEnveloped, encoding }: EncodedBody): Promise<Uint8Array[]> {
  if (!isEnveloped) {
    return [encoding && encoding !== "identity" ? await inflate(bytes, encoding) : bytes];
  }
  const reader = new FrameReader();
  reader.push({ at: 0, bytes });
  const frames: Frame[] = reader.frames.filter(({ kind }) => kind === "message");
  const size = frames.reduce((sum, { wireBytes }) => sum + wireBytes, 0);
  if (frames.length < reader.frames.length || size < bytes.byteLength) {
    throw new Error("its bytes are not whole messages, as when a browser has copied binary data as text");
  }
  return Promise.all(frames.map((frame) => (frame.isCompressed ? inflate(frame.bytes, encoding) : frame.bytes)));
}

/** Unknown fields mean that the bytes are not of this message, which binary data alone would not show. */
function decode(schema: DescMessage, bytes: Uint8Array) {
  const message = fromBinary(schema, bytes);
  if (message.$unknown?.length) {
    throw new Error("it has fields that the schema does not know");
  }
  return message;
}

function parseJson(bytes: Uint8Array): JsonValue {
  const text = new TextDecoder().decode(bytes).trim();
  if (text === "") {
    return {};
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`not valid JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function bytesOfCharacters(bytes: Uint8Array): Uint8Array | undefined {
  const text = new TextDecoder().decode(bytes);
  const codes = Array.from(text, (char) => char.codePointAt(0) ?? 0);
  return codes.length < bytes.byteLength && codes.every((code) => code <= 0xff) ? Uint8Array.from(codes) : undefined;
}
