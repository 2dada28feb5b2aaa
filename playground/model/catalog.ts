/** The methods that can be called, with what a user needs to know before calling them. */
import type { DescMethod, DescService, JsonValue, Registry } from "@bufbuild/protobuf";
import { MethodOptions_IdempotencyLevel } from "@bufbuild/protobuf/wkt";
import { commentOf, firstParagraph } from "./comment-of.ts";
import { exampleOf } from "./example-of.ts";

const kindLabels = {
  unary: "unary",
  client_streaming: "client stream",
  server_streaming: "server stream",
  bidi_streaming: "bidi stream",
} as const satisfies Record<DescMethod["methodKind"], string>;

/** What generated code does not contain about a method: its comment, and a sensible request. */
export interface MethodNote {
  readonly hint: string;
  /** One message, or all those of a stream. */
  readonly example: JsonValue | readonly JsonValue[];
}

export interface CatalogMethod {
  /** The procedure, "demo.v1.DemoService/Say". */
  readonly id: string;
  readonly descriptor: DescMethod;
  /** The types that error details and an Any in a message can be. */
  readonly registry: Registry;
  readonly kindLabel: (typeof kindLabels)[DescMethod["methodKind"]];
  /** The request is a list of messages. */
  readonly sendsMany: boolean;
  /** The response is a stream of messages. */
  readonly receivesMany: boolean;
  /** May be sent as HTTP GET: a unary method that is declared NO_SIDE_EFFECTS. */
  readonly canUseGet: boolean;
  readonly isDeprecated: boolean;
  readonly hint: string;
  /** The comment in the .proto file; empty if the schema has none. */
  readonly comment: string;
  /** Returns the initial request, as text for the editor. */
  readonly makeExample: () => string;
}

export interface CatalogService {
  readonly typeName: string;
  readonly isDeprecated: boolean;
  /** The comment in the .proto file; empty if the schema has none. */
  readonly comment: string;
  readonly methods: readonly CatalogMethod[];
}

/** Lists the methods, in the order of the .proto file. Notes are by method name. */
export function catalogOf(
  service: DescService,
  registry: Registry,
  notes: Readonly<Record<string, MethodNote>> = {},
): CatalogService {
  const methods = service.methods.map((descriptor): CatalogMethod => {
    const note = Object.hasOwn(notes, descriptor.name) ? notes[descriptor.name] : undefined;
    const { methodKind, idempotency } = descriptor;
    const sendsMany = methodKind === "client_streaming" || methodKind === "bidi_streaming";
    const comment = commentOf(descriptor) ?? "";
    return {
      id: `${service.typeName}/${descriptor.name}`,
      descriptor,
      registry,
      kindLabel: kindLabels[methodKind],
      sendsMany,
      receivesMany: methodKind === "server_streaming" || methodKind === "bidi_streaming",
      canUseGet: methodKind === "unary" && idempotency === MethodOptions_IdempotencyLevel.NO_SIDE_EFFECTS,
      isDeprecated: descriptor.deprecated || service.deprecated,
      hint:
        note?.hint ??
        (firstParagraph(comment) || `Takes ${descriptor.input.typeName}, returns ${descriptor.output.typeName}.`),
      comment,
      makeExample() {
        const first = exampleOf(descriptor.input, registry);
        const made = sendsMany ? [first, exampleOf(descriptor.input, registry, 1)] : first;
        return JSON.stringify(note?.example ?? made, null, 2);
      },
    };
  });
  return { typeName: service.typeName, isDeprecated: service.deprecated, comment: commentOf(service) ?? "", methods };
}
