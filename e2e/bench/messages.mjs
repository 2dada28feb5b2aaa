/** The messages that the pages receive, encoded once, with protobuf-es. */
import { create, toBinary } from "@bufbuild/protobuf";
import { folder } from "./generated-code.mjs";
import { payloads, record } from "./payloads.mjs";

const mebibyte = 2 ** 20;

/**
 * Returns the bytes of each message, by its name, and the number of records in "records", which has 8 MiB.
 *
 * @returns {Promise<{ messages: Map<string, Uint8Array>, recordCount: number }>}
 */
export async function createMessages() {
  const { SayResponseSchema } = await import(`../../${folder}/es/bench/v1/bench_pb.js`);
  const { ItemSchema, RecordsSchema } = await import(`../../${folder}/es/bench/v1/shapes_pb.js`);
  /** @param {import("@bufbuild/protobuf").DescMessage} schema @param {Record<string, unknown>} fields */
  const encode = (schema, fields) => toBinary(schema, create(schema, fields));
  const records = [];
  for (let bytes = 0; bytes < 8 * mebibyte; ) {
    const next = record(records.length);
    bytes += encode(RecordsSchema, { records: [next] }).length;
    records.push(next);
  }
  const messages = new Map([
    ["item", encode(ItemSchema, { ...payloads.Item })],
    ["sentence", encode(SayResponseSchema, { sentence: "hello" })],
    ["records", encode(RecordsSchema, { records })],
  ]);
  return { messages, recordCount: records.length };
}
