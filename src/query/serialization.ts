/** Converts cached data to JSON and back, for server rendering and persisters. */
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
   * The source of message types. A service includes all types that its methods take and return, a message those of its
   * fields, a file all its types. Read only once.
   */
  readonly registry: Registry | Iterable<DescService | DescMessage | DescFile | DescEnum | DescExtension>;
}

export interface RpcSerialization {
  /** Converts any value to one that survives JSON: for `dehydrate.serializeData`, a default option of a QueryClient. */
  readonly serializeData: (data: unknown) => unknown;
  /** Restores what `serializeData` was given: for `hydrate.deserializeData`, a default option of a QueryClient. */
  readonly deserializeData: (data: unknown) => unknown;
  /** Converts any value to a string: for `serialize` of a persister. */
  readonly serialize: (value: unknown) => string;
  /** Restores what `serialize` was given: for `deserialize` of a persister, which determines the type. */
  readonly deserialize: <T>(text: string) => T;
}

/**
 * Saves the contents of a query cache, including messages, as JSON, and restores them: for server rendering, and for
 * caches that outlive the page.
 *
 * Restores these values unchanged: protobuf messages with unknown fields and presence, lists and plain objects at any
 * depth, bigint, bytes, undefined, NaN, the infinities, -0, Date, Map, Set and ConnectError (without its cause). Other
 * errors keep their name and message. As in JSON, functions and symbols are omitted, and any other object becomes the
 * result of its `toJSON`, or else a plain object. An object that occurs twice is restored as two.
 *
 * Throws only ConnectErrors: failed_precondition for a message type missing from `registry`, invalid_argument for
 * values that cannot be saved (a value that contains itself, a message that cannot be encoded), and data_loss for saved
 * data that cannot be read.
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

/**
 * Collects message types. A registry created from a service contains only the service, so types are followed to the
 * messages they refer to.
 */
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
      return Array.from(object, save); // unlike map, visits holes
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
    throw ConnectError.from(reason, Code.DataLoss, "the saved data is not JSON");
  }
}
