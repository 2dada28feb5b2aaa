/**
 * Codecs that leave messages for later, when they are decoded in slices of time, so that the page does not block: large ones,
 * and those of a stream that arrive all at once.
 */
import { create, type DescMessage, type JsonReadOptions, type Message } from "@bufbuild/protobuf";
import { Code, type Codec, ConnectError, type MessageType } from "farcall";
import { decodeJsonSteps } from "../../react/devtools/model/decode-json-steps.ts";
import { decodeSteps } from "../../react/devtools/model/decode-steps.ts";
import { inSlices, type Pace } from "../../react/devtools/model/pace.ts";

/** Smaller ones take a few milliseconds. */
const largeBytes = 256 * 1024;

/** Stands in for a message until that is decoded. */
class Undecoded {
  readonly codec: Codec;
  readonly type: DescMessage;
  readonly bytes: Uint8Array;
  /** How to read it, if it is JSON. */
  readonly json: Partial<JsonReadOptions> | undefined;

  constructor(codec: Codec, type: DescMessage, bytes: Uint8Array, json: Partial<JsonReadOptions> | undefined) {
    this.codec = codec;
    this.type = type;
    this.bytes = bytes;
    this.json = json;
  }
}

/** The time for messages that arrive in one task. */
const taskMs = 12;
/** Of large messages. */
const sizes = new WeakMap<Message, number>();

/** For the binary format, or for JSON with these options. What is left for later takes {@link finishDecoding}. */
export function patientCodec(codec: Codec, json?: Partial<JsonReadOptions>): Codec {
  /** When the first message of the current task was decoded. */
  let since: number | undefined;
  const isLate = () => {
    if (since === undefined) {
      since = performance.now();
      setTimeout(() => {
        since = undefined;
      });
      return false;
    }
    return performance.now() - since > taskMs;
  };
  return {
    name: codec.name,
    encode: (type, message) => codec.encode(type, message),
    decode: <T>(type: MessageType<T>, bytes: Uint8Array): T =>
      bytes.byteLength >= largeBytes || isLate()
        ? (new Undecoded(codec, type as unknown as DescMessage, bytes, json) as T)
        : codec.decode(type, bytes),
    ...(codec.keepsInput && { keepsInput: true }),
  };
}

/** @returns the size of a large message as it was received, without compression */
export function receivedBytes(message: Message): number | undefined {
  return sizes.get(message);
}

/** False for what a patient codec has left for later. */
export function isDecoded(message: Message): boolean {
  return !(message instanceof Undecoded);
}

/**
 * Returns the message that was left for later: at once if it is small, or was not left. Throws a ConnectError if it is invalid,
 * and the reason of the signal of `pace` once that is aborted.
 */
export function finishDecoding(message: Message, pace: Pace): Message | Promise<Message> {
  if (!(message instanceof Undecoded)) {
    return message;
  }
  const undecoded: Undecoded = message;
  return undecoded.bytes.byteLength < largeBytes ? decodeAtOnce(undecoded) : decodeInSlices(undecoded, pace);
}

async function decodeInSlices(undecoded: Undecoded, pace: Pace): Promise<Message> {
  const { type, bytes, json } = undecoded;
  let message = create(type);
  try {
    const steps = json
      ? decodeJsonSteps(type, message, new TextDecoder("utf-8", { fatal: true }).decode(bytes), json)
      : decodeSteps(type, message, bytes);
    await inSlices(steps, pace);
  } catch {
    pace.throwIfAborted();
    message = decodeAtOnce(undecoded); // says what is wrong in the words of the codec
  }
  sizes.set(message, bytes.byteLength);
  return message;
}

function decodeAtOnce({ codec, type, bytes }: Undecoded): Message {
  try {
    return codec.decode(type as never, bytes);
  } catch (cause) {
    throw ConnectError.from(cause, Code.Internal, `cannot decode ${type.typeName} as ${codec.name}`);
  }
}
