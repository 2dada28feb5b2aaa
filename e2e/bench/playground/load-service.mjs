/** A service with large answers and long streams: its descriptors, and a listener that answers from memory. */
import { create, createFileRegistry, toBinary, toJsonString } from "@bufbuild/protobuf";
import {
  FileDescriptorSetSchema,
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
} from "@bufbuild/protobuf/wkt";

/** Of one answer, or of one message of a stream. */
export const largeBytes = 20 * 1024 * 1024;
export const streamLength = 100_000;

/** About how many records make a large answer. */
export const recordCount = Math.floor(largeBytes / 220);

/** @param {string} name @param {number} number @param {Type} type */
const one = (name, number, type, typeName = "") => ({
  name,
  jsonName: name,
  number,
  type,
  typeName,
  label: Label.OPTIONAL,
});
/** @param {Parameters<typeof one>} field */
const many = (...field) => ({ ...one(...field), label: Label.REPEATED });
/** @param {string} name @param {string} outputType */
const method = (name, outputType, serverStreaming = false) => ({
  name,
  inputType: ".load.v1.Request",
  outputType: `.load.v1.${outputType}`,
  serverStreaming,
});

const descriptors = create(FileDescriptorSetSchema, {
  file: [
    {
      name: "load/v1/load.proto",
      package: "load.v1",
      syntax: "proto3",
      messageType: [
        { name: "Request", field: [one("note", 1, Type.STRING), many("notes", 2, Type.STRING)] },
        { name: "Author", field: [one("name", 1, Type.STRING), one("age", 2, Type.INT32)] },
        {
          name: "Record",
          field: [
            one("id", 1, Type.INT64),
            one("title", 2, Type.STRING),
            one("text", 3, Type.STRING),
            many("tags", 4, Type.STRING),
            one("author", 5, Type.MESSAGE, ".load.v1.Author"),
            one("score", 6, Type.DOUBLE),
            one("open", 7, Type.BOOL),
          ],
        },
        { name: "Records", field: [many("records", 1, Type.MESSAGE, ".load.v1.Record")] },
        { name: "Page", field: [one("result", 1, Type.MESSAGE, ".load.v1.Records"), one("next", 2, Type.STRING)] },
        { name: "Text", field: [one("text", 1, Type.STRING), many("numbers", 2, Type.INT32)] },
      ],
      service: [
        {
          name: "LoadService",
          method: [
            method("GetRecords", "Records"),
            method("GetPage", "Page"),
            method("GetText", "Text"),
            method("GetNumbers", "Text"),
            method("StreamShort", "Record", true),
            method("StreamRecords", "Record", true),
            method("StreamLarge", "Records", true),
          ],
        },
      ],
    },
  ],
});
const registry = createFileRegistry(descriptors);

/** For the page, as a file. */
export const loadDescriptors = Buffer.from(toBinary(FileDescriptorSetSchema, descriptors));

const words = "a stream of many messages carries what somebody wrote somewhere about something ".split(" ");

/** About 220 bytes. @param {number} index */
function recordAt(index) {
  const word = (/** @type {number} */ at) => words[(index * 7 + at * 3) % words.length];
  return {
    id: BigInt(index) * 1000n,
    title: `Record ${index}`,
    text: Array.from({ length: 22 }, (_, at) => word(at)).join(" "),
    tags: [`tag-${index % 17}`, `tag-${index % 5}`],
    author: { name: `${word(1)} ${word(2)}`, age: index % 90 },
    score: index / 7,
    open: index % 2 === 0,
  };
}

/** @param {number} count */
const records = (count) => Array.from({ length: count }, (_, index) => recordAt(index));
/** Lines of text, as of a log file. */
const longText = () =>
  Array.from({ length: largeBytes / 64 }, (_, index) => `line ${index} `.padEnd(63, "x")).join("\n");

/** @type {Record<string, { type: string, make: () => Iterable<Record<string, unknown>> }>} */
const answers = {
  GetRecords: { type: "Records", make: () => [{ records: records(recordCount) }] },
  GetPage: { type: "Page", make: () => [{ result: { records: records(recordCount) }, next: "2" }] },
  GetText: { type: "Text", make: () => [{ text: longText() }] },
  GetNumbers: { type: "Text", make: () => [{ numbers: Array.from({ length: 7_000_000 }, (_, index) => index) }] },
  StreamShort: {
    type: "Record",
    make: () => Array.from({ length: streamLength }, (_, index) => ({ id: BigInt(index) })),
  },
  StreamRecords: { type: "Record", make: () => records(streamLength) },
  StreamLarge: {
    type: "Records",
    make: () => [
      { records: records(1) },
      { records: records(2) },
      { records: records(recordCount) },
      { records: records(3) },
    ],
  },
};

/** @type {Map<string, Buffer>} */
const made = new Map();

/** Returns the body of an answer. @param {string} name @param {boolean} isJson */
function bodyOf(name, isJson) {
  const key = `${name} ${isJson}`;
  const known = made.get(key);
  const answer = answers[name];
  if (known || !answer) {
    return known;
  }
  const schema = registry.getMessage(`load.v1.${answer.type}`);
  if (!schema) {
    throw new Error(`load.v1.${answer.type} is not described`);
  }
  const messages = [...answer.make()].map((fields) => {
    const message = create(schema, fields);
    return Buffer.from(isJson ? toJsonString(schema, message) : toBinary(schema, message));
  });
  const body = name.startsWith("Stream")
    ? Buffer.concat([...messages.flatMap((bytes) => enveloped(0, bytes)), ...enveloped(2, Buffer.from("{}"))])
    : Buffer.concat(messages);
  made.set(key, body);
  return body;
}

/** @param {number} flags @param {Buffer} payload */
function enveloped(flags, payload) {
  const head = Buffer.alloc(5);
  head.writeUInt8(flags);
  head.writeUInt32BE(payload.length, 1);
  return [head, payload];
}

/**
 * Answers calls of the service over Connect, as fast as it can; other requests are left alone.
 *
 * @param {import("node:http").IncomingMessage} req
 * @param {import("node:http").ServerResponse} res
 * @param {Promise<void>} [secondHalf] holds back the second half of the answer
 */
export function answerLoad(req, res, secondHalf) {
  const [, name = ""] = req.url?.match(/load\.v1\.LoadService\/(\w+)/) ?? [];
  const type = req.headers["content-type"] ?? "";
  const body = bodyOf(name, type.endsWith("json"));
  if (!body) {
    return false;
  }
  req.resume();
  res.setHeader("content-type", type);
  if (secondHalf) {
    const middle = Math.floor(body.length / 2);
    res.write(body.subarray(0, middle));
    void secondHalf.then(() => res.end(body.subarray(middle)));
  } else {
    res.end(body);
  }
  return true;
}
