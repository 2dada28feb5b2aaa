/**
 * The program that the conformance runner tests: it answers requests on its standard input. The argument is the form of the
 * compiled messages, or "protobuf-es". Binary messages are read and written by compiled code; JSON by protobuf-es, on the
 * same messages, with the descriptors that compiled types lead to.
 *
 * @see https://github.com/protocolbuffers/protobuf/blob/main/conformance/conformance.proto
 */
import { readSync, writeSync } from "node:fs";
import * as protobuf from "@bufbuild/protobuf";
import * as codegen from "@bufbuild/protobuf/codegenv2";
import * as wellKnown from "@bufbuild/protobuf/wkt";
import * as compiled from "farcall/compiled";
import { filesOf, importCompiled, importGenerated } from "./messages.mjs";

/** @typedef {import("@bufbuild/protobuf").Message} Message */
/** @typedef {import("@bufbuild/protobuf").DescMessage} DescMessage */
/** @typedef {import("@bufbuild/protobuf").DescFile} DescFile */
/**
 * @typedef {object} Codec
 * @property {DescMessage} descriptor
 * @property {(bytes: Uint8Array) => Message} read
 * @property {(message: Message) => Uint8Array} write
 */

const form = process.argv[2] ?? "protobuf-es";
const generated = await importGenerated();
const registry = protobuf.createRegistry(...filesOf([...generated, wellKnown]));
const ConformanceRequestSchema = messageOf("conformance.ConformanceRequest");
const ConformanceResponseSchema = messageOf("conformance.ConformanceResponse");
const wire = { protobuf: 1, json: 2 };
const ignoresUnknownJson = 3;
const codecOf = form === "protobuf-es" ? plainCodec : await compiledCodecs();

for (let request = nextRequest(); request; request = nextRequest()) {
  const { messageType, payload, requestedOutputFormat, testCategory } = request;
  answer(
    messageType === "conformance.FailureSet"
      ? emptyAnswer()
      : run(messageType, payload, requestedOutputFormat, testCategory),
  );
}

/** @param {string} typeName */
function messageOf(typeName) {
  return /** @type {DescMessage} */ (registry.getMessage(typeName));
}

function emptyAnswer() {
  return { case: "protobufPayload", value: new Uint8Array() };
}

/** @param {string} messageType @param {{ case?: string, value: any }} payload @param {number} output @param {number} category */
function run(messageType, payload, output, category) {
  const codec = codecOf(messageType);
  if (!codec) {
    return { case: "runtimeError", value: `unknown message type ${messageType}` };
  }
  /** @type {Message} */
  let message;
  try {
    if (payload.case === "protobufPayload") {
      message = codec.read(payload.value);
    } else if (payload.case === "jsonPayload") {
      const ignoreUnknownFields = category === ignoresUnknownJson;
      message = protobuf.fromJsonString(codec.descriptor, payload.value, { ignoreUnknownFields, registry });
    } else {
      return { case: "skipped", value: `no ${payload.case}` };
    }
  } catch (error) {
    return { case: "parseError", value: String(error) };
  }
  try {
    switch (output) {
      case wire.protobuf:
        return { case: "protobufPayload", value: codec.write(message) };
      case wire.json:
        return { case: "jsonPayload", value: protobuf.toJsonString(codec.descriptor, message, { registry }) };
      default:
        return { case: "skipped", value: `no output format ${output}` };
    }
  } catch (error) {
    return { case: "serializeError", value: String(error) };
  }
}

/** @param {string} typeName @returns {Codec | undefined} */
function plainCodec(typeName) {
  const descriptor = registry.getMessage(typeName);
  return (
    descriptor && {
      descriptor,
      read: (bytes) => protobuf.fromBinary(descriptor, bytes),
      write: (message) => protobuf.toBinary(descriptor, message),
    }
  );
}

async function compiledCodecs() {
  /** @type {Map<object, DescFile>} */
  const files = new Map();
  /** @param {any} data @returns {DescFile} */
  const fileOf = (data) => {
    const file = files.get(data) ?? codegen.fileDesc(data.data, data.dependencies.map(fileOf));
    files.set(data, file);
    return file;
  };
  /** @type {Map<string, Codec>} */
  const codecs = new Map();
  for (const exported of await importCompiled(form)) {
    for (const value of Object.values(exported)) {
      const type = /** @type {import("farcall/compiled").CompiledMessage} */ (value);
      if (type?.kind === "message" && type.d) {
        const [file, first = 0, ...rest] = type.d();
        codecs.set(type.typeName, {
          descriptor: codegen.messageDesc(fileOf(file), first, ...rest),
          read: (bytes) => compiled.fromBinary(type, bytes),
          write: (message) => compiled.toBinary(type, /** @type {any} */ (message)),
        });
      }
    }
  }
  return (/** @type {string} */ typeName) => codecs.get(typeName);
}

/** @returns {any} */
function nextRequest() {
  const head = readFully(4);
  return head && protobuf.fromBinary(ConformanceRequestSchema, readFully(head.readUInt32LE()) ?? new Uint8Array());
}

/** @param {number} size */
function readFully(size) {
  const bytes = Buffer.alloc(size);
  for (let at = 0; at < size; ) {
    const count = readSync(0, bytes, at, size - at, null);
    if (count === 0) {
      return undefined;
    }
    at += count;
  }
  return bytes;
}

/** @param {{ case: string, value: unknown }} result */
function answer(result) {
  const body = protobuf.toBinary(ConformanceResponseSchema, protobuf.create(ConformanceResponseSchema, { result }));
  const bytes = Buffer.alloc(4 + body.length);
  bytes.writeUInt32LE(body.length);
  bytes.set(body, 4);
  for (let at = 0; at < bytes.length; ) {
    at += writeSync(1, bytes, at);
  }
}
