/** What the page can call: the methods of a service, with what a reader wants to know before calling them. */
import type {
  DescMethod,
  DescMethodServerStreaming,
  DescMethodUnary,
  DescService,
  JsonObject,
} from "@bufbuild/protobuf";

/** The kinds of methods that this version of the page can call. */
export type CallableMethod = DescMethodUnary | DescMethodServerStreaming;

/** What generated code does not tell about a method: its comment, and a request that makes sense. */
export interface MethodNote {
  readonly hint: string;
  readonly example: JsonObject;
}

export interface CatalogMethod {
  /** The procedure, "demo.v1.DemoService/Say". */
  readonly id: string;
  readonly descriptor: CallableMethod;
  readonly kindLabel: "unary" | "server stream";
  readonly hint: string;
  /** A request to begin with, as the text of the editor. */
  readonly example: string;
}

export interface CatalogService {
  readonly typeName: string;
  readonly methods: readonly CatalogMethod[];
}

/** Lists the methods that can be called, in the order of the .proto file. */
export function catalogOf(service: DescService, notes: Readonly<Record<string, MethodNote>>): CatalogService {
  const methods = service.methods.filter(isCallable).map((descriptor): CatalogMethod => {
    const note = notes[descriptor.name];
    return {
      id: `${service.typeName}/${descriptor.name}`,
      descriptor,
      kindLabel: descriptor.methodKind === "unary" ? "unary" : "server stream",
      hint: note?.hint ?? `Takes ${descriptor.input.typeName}, answers ${descriptor.output.typeName}.`,
      example: JSON.stringify(note?.example ?? {}, null, 2),
    };
  });
  return { typeName: service.typeName, methods };
}

function isCallable(method: DescMethod): method is CallableMethod {
  return method.methodKind === "unary" || method.methodKind === "server_streaming";
}
