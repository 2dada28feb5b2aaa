/** Computes the sizes of a call's messages in binary and as JSON. */
import { create, type DescMessage, type Registry, toBinary } from "@bufbuild/protobuf";
import type { Side } from "farcall/devtools";
import { decodeJsonSteps } from "./decode-json-steps.ts";
import { decodeSteps } from "./decode-steps.ts";
import type { FormatSizes } from "./format-sizes.ts";
import { frameBytes } from "./frame-bytes.ts";
import { jsonParts } from "./json-parts.ts";
import type { OpenedCall } from "./opened-call.ts";
import { inSlices, Pace } from "./pace.ts";

const utf8 = new TextEncoder();
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
  const all = source?.frames.filter(({ kind }) => kind === "message") ?? [];
  let [messages, binary, json, raw] = [0, 0, 0, 0];
  const pace = new Pace();
  for (const frame of desc ? all.slice(0, mostFrames) : []) {
    if (pace.isDue) {
      await pace.rest();
    }
    const { bytes } = await frameBytes(frame, source?.body.encoding);
    raw += bytes?.byteLength ?? 0;
    try {
      if (bytes && desc && source?.body.codec === "json") {
        binary += await binarySize(desc, bytes, schema.registry, pace);
        json += bytes.byteLength;
        messages++;
      } else if (bytes && desc && source?.body.codec === "proto") {
        json += await jsonSize(desc, bytes, schema.registry, pace);
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

async function binarySize(
  desc: DescMessage,
  bytes: Uint8Array,
  registry: Registry | undefined,
  pace: Pace,
): Promise<number> {
  const message = create(desc);
  const text = new TextDecoder().decode(bytes);
  await inSlices(
    decodeJsonSteps(desc, message, text, { ignoreUnknownFields: true, ...(registry && { registry }) }),
    pace,
  );
  return toBinary(desc, message).byteLength;
}

async function jsonSize(
  desc: DescMessage,
  bytes: Uint8Array,
  registry: Registry | undefined,
  pace: Pace,
): Promise<number> {
  const message = create(desc);
  await inSlices(decodeSteps(desc, message, bytes), pace);
  let size = 0;
  await inSlices(jsonParts(desc, message, { registry }), pace, (part) => {
    size += utf8.encode(part).byteLength;
  });
  return size;
}
