/** What takes the place of a generated service. */
import type { CompiledMessage, DescriptorPath } from "./compiled-type.ts";
import { described } from "./described.ts";

const kinds = ["unary", "server_streaming", "client_streaming", "bidi_streaming"] as const;

/** The properties of a generated method that clients and servers read. */
export interface CompiledMethod {
  readonly kind: "rpc";
  readonly name: string;
  readonly localName: string;
  readonly methodKind: (typeof kinds)[number];
  /** The number of a google.protobuf.MethodOptions.IdempotencyLevel. */
  readonly idempotency: number;
  readonly input: CompiledMessage;
  readonly output: CompiledMessage;
  readonly parent: CompiledService;
}

export interface CompiledService {
  readonly kind: "service";
  readonly typeName: string;
  readonly methods: CompiledMethod[];
  readonly method: Record<string, CompiledMethod>;
  readonly d?: (() => DescriptorPath) | undefined;
}

/** Name, index of the kind, idempotency level, input, output, and the local name if it does not follow from the name. */
type MethodRow = [
  name: string,
  kind: number,
  idempotency: number,
  input: CompiledMessage,
  output: CompiledMessage,
  localName?: string,
];

export function serviceType(typeName: string, rows: MethodRow[], d?: () => DescriptorPath): CompiledService {
  const service: CompiledService = described({ kind: "service", typeName, methods: [], method: {}, d });
  for (const [name, kindIndex, idempotency, input, output, given] of rows) {
    const localName = given ?? name.charAt(0).toLowerCase() + name.slice(1);
    const methodKind = kinds[kindIndex] ?? "unary";
    const kind = "rpc" as const;
    const method = described({ kind, name, localName, methodKind, idempotency, input, output, parent: service });
    service.methods.push(method);
    service.method[localName] = method;
  }
  return service;
}
