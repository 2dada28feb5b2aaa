/** Codecs that leave large messages for later, when they are decoded in slices of time, so that the page does not block. */
import { create, type DescMessage, type JsonReadOptions, type Message } from "@bufbuild/protobuf";
import { Code, type Codec, ConnectError, type MessageType } from "farcall";
import { decodeJsonSteps } from "../../react/devtools/model/decode-json-steps.ts";
import { decodeSteps } from "../../react/devtools/model/decode-steps.ts";
import { Pace } from "../../react/devtools/model/pace.ts";

/** Smaller ones take a few milliseconds. */
const largeBytes = 256 * 1024;

interface Undecoded {
  readonly codec: Codec;
  readonly type: DescMessage;
  readonly bytes: Uint8Array;
  readonly steps: () => Iterable<void>;
}

/** Messages that are still empty. */
const undecoded = new WeakMap<Message, Undecoded>();
const sizes = new WeakMap<Message, number>();

/** For the binary format, or for JSON with these options. Large messages are empty until {@link finishDecoding}. */
export function patientCodec(codec: Codec, json?: Partial<JsonReadOptions>): Codec {
  return {
    name: codec.name,
    encode: (type, message) => codec.encode(type, message),
    decode<T>(type: MessageType<T>, bytes: Uint8Array): T {
      const desc = type as unknown as DescMessage;
      if (bytes.byteLength < largeBytes) {
        return codec.decode(type, bytes);
      }
      const message = create(desc);
      const steps = () =>
        json
          ? decodeJsonSteps(desc, message, new TextDecoder("utf-8", { fatal: true }).decode(bytes), json)
          : decodeSteps(desc, message, bytes);
      undecoded.set(message, { codec, type: desc, bytes, steps });
      sizes.set(message, bytes.byteLength);
      return message as T;
    },
    ...(codec.keepsInput && { keepsInput: true }),
  };
}

export function isDecoded(message: Message): boolean {
  return !undecoded.has(message);
}

/** @returns the size of a large message as it was received, without compression */
export function receivedBytes(message: Message): number | undefined {
  return sizes.get(message);
}

/** Fills in a message that was left for later. Rejects with a ConnectError, or with the reason of the signal. */
export async function finishDecoding(message: Message, signal: AbortSignal): Promise<void> {
  const later = undecoded.get(message);
  if (!later) {
    return;
  }
  const { codec, type, bytes, steps } = later;
  const pace = new Pace();
  try {
    for (const _ of steps()) {
      if (pace.isDue) {
        await pace.rest();
        signal.throwIfAborted();
      }
    }
  } catch {
    signal.throwIfAborted();
    Object.assign(message, decodeAtOnce(codec, type, bytes));
  }
  undecoded.delete(message);
}

/** Finds out what is wrong with bytes, in the words of the codec. */
function decodeAtOnce(codec: Codec, type: DescMessage, bytes: Uint8Array): Message {
  try {
    return codec.decode(type as never, bytes);
  } catch (cause) {
    throw ConnectError.from(cause, Code.Internal, `cannot decode ${type.typeName} as ${codec.name}`);
  }
}
