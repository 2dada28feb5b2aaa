/** Cached answers as JSON and back, for server rendering and for persisters. */
import type {
  DescEnum,
  DescExtension,
  DescFile,
  DescMessage,
  DescService,
  JsonValue,
  Registry,
} from "@bufbuild/protobuf";
import { nestedTypes } from "@bufbuild/protobuf/reflect";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { hasProperties, type Properties } from "./nested-message.ts";
import { type MessageTypes, restoreSpecial, savableEntries, saveSpecial, tag } from "./saved-value.ts";

export interface RpcSerializationOptions {
  /**
   * Where the message types are found. A service brings all that its methods take and return, a message all that its
   * fields hold, a file all its types. It is read once.
   */
  readonly registry: Registry | Iterable<DescService | DescMessage | DescFile | DescEnum | DescExtension>;
}

export interface RpcSerialization {
  /** Anything as a value that survives JSON: for `dehydrate.serializeData`, a default option of a QueryClient. */
  readonly serializeData: (data: unknown) => unknown;
  /** What `serializeData` was given: for `hydrate.deserializeData`, a default option of a QueryClient. */
  readonly deserializeData: (data: unknown) => unknown;
  /** Anything as text: for `serialize` of a persister. */
  readonly serialize: (value: unknown) => string;
  /** What `serialize` was given: for `deserialize` of a persister, which says what it expects. */
  readonly deserialize: <T>(text: string) => T;
}

/**
 * Saves what a query cache holds, messages included, as JSON, and restores it: for server rendering, and for a cache
 * that outlives the page.
 *
 * Restored as they were are protobuf messages with their unknown fields and presence, lists and plain objects at any
 * depth, bigint, bytes, undefined, NaN, the infinities, -0, Date, Map, Set and ConnectError (without its cause). Another
 * Error keeps its name and message. As in JSON, functions and symbols are left out, and any other object becomes what
 * its `toJSON` gives, or else a plain object. An object that is there twice is restored as two.
 *
 * Everything thrown is a ConnectError: failed_precondition for a message type that `registry` does not have,
 * invalid_argument for what cannot be saved (a value that contains itself, a message that does not encode), and
 * data_loss for saved data that cannot be read.
 *
 * @example
 * const { serializeData, deserializeData } = rpcSerialization({ registry: [HatService] });
 * const queryClient = new QueryClient({
 *   defaultOptions: { dehydrate: { serializeData }, hydrate: { deserializeData } },
 * });
 *
 * @example
 * const { serialize, deserialize } = rpcSerialization({ registry: [HatService] });
 * const persister = createSyncStoragePersister({ storage: localStorage, serialize, deserialize });
 */
export function rpcSerialization({ registry }: RpcSerializationOptions): RpcSerialization {
  const types = messageTypes(registry);
  const serializeData = (data: unknown) => saveValue(types, data);
  const deserializeData = (data: unknown) => restoreValue(types, data);
  return {
    serializeData,
    deserializeData,
    serialize: (value) => JSON.stringify(serializeData(value)),
    deserialize: <T>(text: string) => deserializeData(parse(text)) as T,
  };
}

/** A registry made of a service has only the service. So everything is followed to the messages that it leads to. */
function messageTypes(registry: RpcSerializationOptions["registry"]): MessageTypes {
  const types = new Map<string, DescMessage>();
  const add = (type: DescMessage) => {
    if (!types.has(type.typeName)) {
      types.set(type.typeName, type);
      for (const { message } of type.fields) {
        if (message) {
          add(message);
        }
      }
    }
  };
  for (const given of knownTypes(registry)) {
    for (const type of given.kind === "file" ? nestedTypes(given) : [given]) {
      if (type.kind === "message") {
        add(type);
      } else if (type.kind === "service") {
        for (const { input, output } of type.methods) {
          add(input);
          add(output);
        }
      }
    }
  }
  return types;
}

const kinds = ["file", "message", "service", "enum", "extension"];

function knownTypes(registry: RpcSerializationOptions["registry"] | undefined) {
  const types = typeof registry?.[Symbol.iterator] === "function" ? [...registry] : undefined;
  if (!types?.every((type) => kinds.includes(type?.kind))) {
    throw new ConnectError(
      Code.InvalidArgument,
      "registry must be a list of generated services, messages or files: { registry: [HatService] }",
    );
  }
  return types;
}

function saveValue(types: MessageTypes, value: unknown): JsonValue {
  const ancestors = new Set<unknown>();
  const saveObject = (object: object): JsonValue => {
    if (Array.isArray(object)) {
      return Array.from(object, save); // unlike map, it visits holes
    }
    if ("toJSON" in object && typeof object.toJSON === "function") {
      return save(object.toJSON());
    }
    return Object.fromEntries(savableEntries(object as Properties).map(([name, property]) => [name, save(property)]));
  };
  const save = (part: unknown): JsonValue => {
    if (typeof part === "string" || typeof part === "boolean" || part === null) {
      return part;
    }
    if (ancestors.has(part)) {
      throw new ConnectError(Code.InvalidArgument, "cannot serialize a value that contains itself");
    }
    ancestors.add(part);
    const saved = saveSpecial(part, { types, save }) ?? (typeof part === "number" ? part : saveObject(part as object));
    ancestors.delete(part);
    return saved;
  };
  return save(value);
}

function restoreValue(types: MessageTypes, value: unknown): unknown {
  const restore = (part: unknown): unknown => {
    if (Array.isArray(part)) {
      return part.map(restore);
    }
    if (!hasProperties(part)) {
      return part;
    }
    return Object.hasOwn(part, tag)
      ? restoreSpecial(part, { types, restore })
      : Object.fromEntries(Object.entries(part).map(([name, property]) => [name, restore(property)]));
  };
  return restore(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (reason) {
    throw ConnectError.from(reason, Code.DataLoss, "the saved data is no JSON");
  }
}
