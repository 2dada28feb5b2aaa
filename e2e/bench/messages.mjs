/** The messages that the pages receive, encoded once, with protobuf-es. */
import { create, toBinary } from "@bufbuild/protobuf";
import { folder } from "./generated-code.mjs";

const mebibyte = 2 ** 20;

/**
 * Returns the bytes of each message, by its name, and the number of records in "records", which has 8 MiB.
 *
 * @returns {Promise<{ messages: Map<string, Uint8Array>, recordCount: number }>}
 */
export async function createMessages() {
  const { ItemSchema, RecordListSchema, SayResponseSchema } = await import(`../../${folder}/es/bench/v1/bench_pb.js`);
  /** @param {import("@bufbuild/protobuf").DescMessage} schema @param {Record<string, unknown>} fields */
  const encode = (schema, fields) => toBinary(schema, create(schema, fields));
  const recordBytes = encode(RecordListSchema, { records: [record(0)] }).length;
  const recordCount = Math.ceil((8 * mebibyte) / recordBytes);
  const messages = new Map([
    ["item", encode(ItemSchema, { id: 77_777, name: "item-77777-maple", value: 116_665.75, active: true })],
    ["sentence", encode(SayResponseSchema, { sentence: "hello" })],
    [
      "records",
      encode(RecordListSchema, { records: Array.from({ length: recordCount }, (_, index) => record(index)) }),
    ],
  ]);
  return { messages, recordCount };
}

/** A record of a catalog: about half of it is text. Records differ, but have the same size, or nearly. @param {number} index */
function record(index) {
  const number = 1_000_000 + index;
  return {
    id: `record-${number}`,
    revision: BigInt(number) << 12n,
    title: `Maple table number ${number}`,
    description: `A table of oiled maple, made in the valley by the river. Its top is one piece${index % 4 ? "" : ", naïvely joined"}.`,
    kind: 1 + (index % 2),
    score: number / 7,
    digest: Uint8Array.from({ length: 32 }, (_, at) => (number >> (at % 16)) & 255),
    created: { seconds: BigInt(1_700_000_000 + index), nanos: 500_000_000 },
    tags: ["furniture", "maple", `batch ${number}`],
    counts: [1, 20, 300, 4_000, number],
    labels: { region: "north", team: "river stone", tier: `${number % 5}` },
    parts: ["top", "frame", "legs"].map((name, at) => ({
      id: number + at,
      name,
      amount: (number * at) / 100,
      done: at === 1,
      notes: ["sanded twice", `checked by ${number}`],
    })),
    address: { street: "12 Harbor Lane", city: "Turku", country: "FI", latitude: 60.45, longitude: 22.27 },
  };
}
