/** Computes the sizes of a call's messages in binary and as JSON. */
import { fromBinary, fromJsonString, toBinary, toJsonString } from "@bufbuild/protobuf";
import type { Side } from "farcall/devtools";
import type { FormatSizes } from "./format-sizes.ts";
import { frameBytes } from "./frame-bytes.ts";
import type { OpenedCall } from "./opened-call.ts";

/** The number of messages to measure on each side. */
const mostFrames = 2000;

/**
 * Measures both without compression and envelopes, so that only the formats differ. Messages are converted to the format
 * that the call did not use.
 *
 * @returns undefined for messages without a descriptor, or that cannot be read
 */
export async function formatSizes(opened: OpenedCall, attempt: number): Promise<FormatSizes | undefined> {
  const request = await sideSizes(opened, attempt, "request");
  const response = await sideSizes(opened, attempt, "response");
  const sizes = [request, response].reduce<FormatSizes>(
    (sum, side) => ({
      messages: sum.messages + side.messages,
      binary: sum.binary + side.binary,
      json: sum.json + side.json,
      isWhole: sum.isWhole && side.isWhole,
      ...(sum.uncompressed && { uncompressed: sum.uncompressed }),
    }),
    {
      messages: 0,
      binary: 0,
      json: 0,
      isWhole: true,
      uncompressed: { ...request.uncompressed, ...response.uncompressed },
    },
  );
  return sizes.messages > 0 ? sizes : undefined;
}

async function sideSizes(opened: OpenedCall, attempt: number, side: Side): Promise<FormatSizes> {
  const source = opened.source(attempt, side);
  const { schema } = opened.state;
  const desc = side === "request" ? schema.input : schema.output;
  const options = schema.registry ? { registry: schema.registry } : {};
  const all = source?.frames.filter(({ kind }) => kind === "message") ?? [];
  let [messages, binary, json, raw] = [0, 0, 0, 0];
  for (const frame of desc ? all.slice(0, mostFrames) : []) {
    const { bytes } = await frameBytes(frame, source?.body.encoding);
    raw += bytes?.byteLength ?? 0;
    try {
      if (bytes && desc && source?.body.codec === "json") {
        const text = new TextDecoder().decode(bytes);
        const message = fromJsonString(desc, text, { ...options, ignoreUnknownFields: true });
        binary += toBinary(desc, message).byteLength;
        json += bytes.byteLength;
        messages++;
      } else if (bytes && desc && source?.body.codec === "proto") {
        json += new TextEncoder().encode(toJsonString(desc, fromBinary(desc, bytes), options)).byteLength;
        binary += bytes.byteLength;
        messages++;
      }
    } catch {
      // An Any whose type has no descriptor cannot be written as JSON.
    }
  }
  const isCompressed = all.some((frame) => frame.isCompressed) && all.length <= mostFrames;
  return {
    messages,
    binary,
    json,
    isWhole: messages === all.length,
    ...(isCompressed && { uncompressed: { [side]: raw } }),
  };
}
